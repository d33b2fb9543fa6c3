import { describe, expect, test } from 'vitest';
import { powerToDb } from './features/decibels.js';
import { melFilterbank } from './features/mel-filterbank.js';
import { hzToMel } from './features/mel-scale.js';
import { melSpectrogram } from './features/mel-spectrogram.js';
import { mfcc } from './features/mfcc.js';
import { inWorkspace } from './kernels/workspace.js';
import { Stft } from './spectrum/stft.js';
import { hannWindow, padCenter } from './spectrum/window.js';
import { voice, white } from './testing/test-signals.js';

// Mistakes that widespread audio libraries in JavaScript are known to make; each has a test that would catch it here.
describe('mistakes others made', () => {
  const samples = voice(16_000, 22_050);
  const options = Object.freeze({ sampleRateHz: 22_050, nFft: 2048, nMels: 64 });
  const stft = new Stft({ nFft: 2048, hopLength: 512 });
  const power = stft.power(samples);

  test('1. parameters are the caller’s: nothing is written into them', () => {
    expect(() => melFilterbank(options)).not.toThrow();
    expect(() => new Stft(Object.freeze({ nFft: 512 }))).not.toThrow();
    expect(() => powerToDb(power.values, Object.freeze({ topDb: 40 }))).not.toThrow();
    expect(options).toEqual({ sampleRateHz: 22_050, nFft: 2048, nMels: 64 });
  });

  test('2. a bin k lies at k · rate / nFft, by nFft itself and not by a neighbour of it', () => {
    const bank = melFilterbank({ ...options, nMels: 1, fMinHz: 0, fMaxHz: 11_025 });
    // With one band the peak lies at half of the highest mel.
    const peakHz = 1000 * Math.exp((Math.log(6.4) / 27) * (hzToMel(11_025) / 2 - 15));
    const loudest = bank.firstBins[0] + bank.weights.indexOf(Math.max(...bank.weights));
    expect(loudest).toBe(Math.round((peakHz * 2048) / 22_050));
    expect(stft.binCount).toBe(1025);
  });

  test('3. topDb is cut below the loudest frame of all, so that quiet frames stay quiet', () => {
    const [loud, quiet] = [1, 1e-12];
    const decibels = powerToDb(Float64Array.of(loud, loud / 10, quiet, quiet / 10));
    expect(decibels[2]).toBeCloseTo(-80, 10);
    expect(decibels[3]).toBeCloseTo(-80, 10);
  });

  test('4. the analysis window is periodic', () => {
    const window = hannWindow(16);
    expect(window[8]).toBe(1);
    expect(window[1]).toBeCloseTo(window[15], 15);
  });

  test('5. a window of the wrong length is an error, not null and a message', () => {
    expect(() => padCenter(hannWindow(10), 8)).toThrow(RangeError);
    expect(() => hannWindow(-1)).toThrow(RangeError);
  });

  test('6. mel scale and norm are named and independent of each other', () => {
    const weightsOf = (melScale: 'slaney' | 'htk', melNorm: 'slaney' | null) =>
      melFilterbank({ ...options, melScale, melNorm }).weights;
    const [a, b, c, d] = [
      weightsOf('slaney', 'slaney'),
      weightsOf('slaney', null),
      weightsOf('htk', 'slaney'),
      weightsOf('htk', null),
    ];
    expect(Math.max(...b)).toBeGreaterThan(0.9);
    expect(Math.max(...d)).toBeGreaterThan(0.9);
    expect(Math.max(...a)).toBeLessThan(0.1);
    expect(Math.max(...c)).toBeLessThan(0.1);
    expect(a).not.toEqual(c);
  });

  test('7. frames share one plan and one workspace: a second signal needs no more memory', () => {
    const bytesAfter = () => inWorkspace((workspace) => workspace.kernels.heap().byteLength);
    stft.power(samples);
    const before = bytesAfter();
    for (let i = 0; i < 20; i++) stft.power(samples);
    expect(bytesAfter()).toBe(before);
  });

  test('8. the cepstrum reads every bin up to Nyquist, floors instead of adding one, and gives what was asked for', () => {
    const nyquist = Float32Array.from({ length: 8192 }, (_, i) => (i % 2 === 0 ? 0.5 : -0.5));
    const mel = melSpectrogram(stft.power(nyquist), melFilterbank({ ...options, melNorm: null, nMels: 4 }));
    expect(mel.values[5 * 4 + 3]).toBeGreaterThan(0);
    expect(powerToDb(Float64Array.of(1e-6))[0]).toBeCloseTo(-60, 10);
    const logMel = { frameCount: 1, columnCount: 64, values: Float64Array.from(white(64, 1)) };
    expect(mfcc(logMel, { nMfcc: 50 }).columnCount).toBe(50);
  });

  test('9. a bad argument is refused with a named error at once', () => {
    expect(() => mfcc({ frameCount: 1, columnCount: 4, values: new Float64Array(4) }, { nMfcc: 5 })).toThrow(/1 to 4/);
    expect(() => new Stft({ nFft: 600 })).toThrow(/power of two/);
  });

  test('10. results do not depend on what was computed before with other settings', () => {
    const first = melSpectrogram(power, melFilterbank(options)).values;
    melSpectrogram(power, melFilterbank({ ...options, sampleRateHz: 44_100 }));
    new Stft({ nFft: 512, hopLength: 100 }).power(white(5000, 2));
    expect(melSpectrogram(stft.power(samples), melFilterbank(options)).values).toEqual(first);
  });
});
