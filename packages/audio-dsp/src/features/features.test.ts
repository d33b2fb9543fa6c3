import { describe, expect, test } from 'vitest';
import { Stft } from '../spectrum/stft.js';
import { expectToMatch, FeatureReference } from '../testing/reference.js';
import { gaps, REFERENCE_SIGNALS, tone, voice } from '../testing/test-signals.js';
import { chromaFilterbank, chromaStft } from './chroma.js';
import { dctBasis } from './dct.js';
import { amplitudeToDb, powerToDb } from './decibels.js';
import { type MelFilterbank, melFilterbank } from './mel-filterbank.js';
import { hzToMel, melToHz } from './mel-scale.js';
import { melSpectrogram } from './mel-spectrogram.js';
import { mfcc } from './mfcc.js';
import { rms } from './rms.js';
import { estimateTuning, pitchTuning } from './tuning.js';
import { zeroCrossingRate } from './zero-crossing-rate.js';

const stft = new Stft({ nFft: 2048, hopLength: 512 });

describe.each(Object.entries(REFERENCE_SIGNALS))('features of %s agree with librosa', (name, signal) => {
  const { samples, sampleRateHz } = signal;
  const reference = new FeatureReference(`features-${name}`);
  const power = stft.power(samples);
  const magnitude = { ...power, values: power.values.map(Math.sqrt) };
  const mel = melSpectrogram(power, melFilterbank({ sampleRateHz, nFft: 2048 }));
  const logMel = { ...mel, values: powerToDb(mel.values) };

  test('zero-crossing rate', () => {
    const rate = zeroCrossingRate(samples);
    expectToMatch(rate, [rate.length], reference.array('zeroCrossingRate'));
  });

  test('RMS', () => {
    const values = rms(samples);
    expectToMatch(values, [values.length], reference.array('rms'));
  });

  test('tuning', () => {
    const options = { sampleRateHz, nFft: 2048 };
    expect(estimateTuning(power, options)).toBeCloseTo(reference.number('tuningPower'), 10);
    expect(estimateTuning(magnitude, options)).toBeCloseTo(reference.number('tuningMagnitude'), 10);
  });

  test.each([
    ['chromaPower', power],
    ['chromaMagnitude', magnitude],
  ] as const)('%s', (key, spectrogram) => {
    const tuning = estimateTuning(spectrogram, { sampleRateHz, nFft: 2048 });
    const chroma = chromaStft(spectrogram, chromaFilterbank(sampleRateHz, 2048, tuning));
    // librosa keeps its weights in 32 bits.
    expectToMatch(chroma.values, [chroma.frameCount, 12], reference.array(key), { floor: 2e-7 });
  });

  test('mel spectrogram', () => {
    expectToMatch(mel.values, [mel.frameCount, 128], reference.array('mel'));
  });

  test('mel spectrogram of short windows in long frames', () => {
    const short = new Stft({ nFft: 1024, hopLength: 160, winLength: 512 }).power(samples);
    const bank = melFilterbank({ sampleRateHz, nFft: 1024, nMels: 64, fMinHz: 50, fMaxHz: 8000 });
    const { values, frameCount } = melSpectrogram(short, bank);
    expectToMatch(values, [frameCount, 64], reference.array('mel64'));
  });

  test('MFCC, an even and an odd number of them', () => {
    const twenty = mfcc(logMel, { nMfcc: 20 });
    expectToMatch(twenty.values, [twenty.frameCount, 20], reference.array('mfcc'), { floor: 1e-8 });
    const thirteen = mfcc(logMel, { nMfcc: 13 });
    expectToMatch(thirteen.values, [thirteen.frameCount, 13], reference.array('mfcc13'), { floor: 1e-8 });
  });
});

describe('mel filter bank', () => {
  const dense = (bank: MelFilterbank) => {
    const matrix = new Float64Array(bank.nMels * bank.binCount);
    for (let band = 0; band < bank.nMels; band++) {
      for (let w = bank.offsets[band], bin = bank.firstBins[band]; w < bank.offsets[band + 1]; w++, bin++) {
        if (bin < bank.binCount) matrix[band * bank.binCount + bin] = bank.weights[w];
      }
    }
    return matrix;
  };

  test('Slaney and HTK banks agree with librosa, scale and norm named apart', () => {
    const reference = new FeatureReference('filters');
    const slaney = melFilterbank({ sampleRateHz: 22_050, nFft: 2048 });
    expectToMatch(dense(slaney), [128, 1025], reference.array('mel'), { floor: 1e-9 });
    const htk = melFilterbank({
      sampleRateHz: 16_000,
      nFft: 512,
      nMels: 40,
      fMinHz: 20,
      fMaxHz: 7600,
      melScale: 'htk',
      melNorm: null,
    });
    expectToMatch(dense(htk), [40, 257], reference.array('melHtk'), { floor: 1e-9 });
  });

  test('covers every bin between its edges, and Nyquist is among the bins it was made for', () => {
    const bank = melFilterbank({ sampleRateHz: 22_050, nFft: 2048 });
    expect(bank.binCount).toBe(1025);
    const matrix = dense(bank);
    for (let bin = 2; bin < 1023; bin++) {
      let weight = 0;
      for (let band = 0; band < 128; band++) weight += matrix[band * 1025 + bin];
      expect(weight, `bin ${bin}`).toBeGreaterThan(0);
    }
  });

  test('does not touch the options it is given, and gives the same bank twice', () => {
    const options = Object.freeze({ sampleRateHz: 16_000, nFft: 512, nMels: 40 });
    expect(melFilterbank(options)).toEqual(melFilterbank(options));
  });

  test('a spectrogram with another number of bins is refused', () => {
    const bank = melFilterbank({ sampleRateHz: 16_000, nFft: 512 });
    expect(() => melSpectrogram(stft.power(voice(100, 8000)), bank)).toThrow(RangeError);
  });

  test('both scales invert, and differ', () => {
    for (const scale of ['slaney', 'htk'] as const) {
      for (const frequencyHz of [0, 50, 999, 1000, 1001, 7999]) {
        expect(melToHz(hzToMel(frequencyHz, scale), scale)).toBeCloseTo(frequencyHz, 8);
      }
    }
    expect(hzToMel(1000)).toBeCloseTo(15, 12);
    expect(hzToMel(1000, 'htk')).toBeCloseTo(1000, 0);
  });
});

describe('decibels', () => {
  test('topDb counts from the largest value of all frames, not of each', () => {
    const twoFrames = Float64Array.of(1, 1e-4, 1e-9, 1e-10);
    expect(Array.from(powerToDb(twoFrames))).toEqual([0, -40, -80, -80].map((value) => expect.closeTo(value, 10)));
    expect(Array.from(powerToDb(twoFrames, { topDb: null }))).toEqual(
      [0, -40, -90, -100].map((value) => expect.closeTo(value, 10)),
    );
  });

  test('silence is finite and a reference may be the peak', () => {
    expect(Array.from(powerToDb(new Float64Array(3)))).toEqual(
      [-100, -100, -100].map((value) => expect.closeTo(value, 10)),
    );
    expect(Array.from(powerToDb(Float64Array.of(4, 0.04), { ref: 'max' }))).toEqual(
      [0, -20].map((value) => expect.closeTo(value, 10)),
    );
    expect(amplitudeToDb(Float64Array.of(0.1, 1))[0]).toBeCloseTo(-20, 12);
  });

  test('impossible settings are errors', () => {
    expect(() => powerToDb(Float64Array.of(1), { aMin: 0 })).toThrow(RangeError);
    expect(() => powerToDb(Float64Array.of(1), { topDb: -1 })).toThrow(RangeError);
  });
});

describe('cepstrum', () => {
  test('the DCT basis is orthonormal', () => {
    const basis = dctBasis(8, 8);
    for (let a = 0; a < 8; a++) {
      for (let b = 0; b < 8; b++) {
        let dot = 0;
        for (let n = 0; n < 8; n++) dot += basis[n * 8 + a] * basis[n * 8 + b];
        expect(dot).toBeCloseTo(a === b ? 1 : 0, 12);
      }
    }
  });

  test('more than 40 coefficients are given when asked for, more than bands is an error', () => {
    const logMel = { frameCount: 2, columnCount: 64, values: new Float64Array(128).fill(-30) };
    expect(mfcc(logMel, { nMfcc: 64 }).columnCount).toBe(64);
    expect(() => mfcc(logMel, { nMfcc: 65 })).toThrow(RangeError);
    expect(() => mfcc(logMel, { nMfcc: 0 })).toThrow(RangeError);
  });

  test('silence has finite coefficients', () => {
    const mel = melSpectrogram(stft.power(new Float32Array(5000)), melFilterbank({ sampleRateHz: 22_050, nFft: 2048 }));
    const { values } = mfcc({ ...mel, values: powerToDb(mel.values) }, { nMfcc: 20 });
    expect(values.every(Number.isFinite)).toBe(true);
  });
});

describe('chroma and tuning', () => {
  test('the filter bank agrees with librosa', () => {
    const { weights } = chromaFilterbank(22_050, 2048, 0.13);
    expectToMatch(weights, [1025, 12], new FeatureReference('filters').array('chroma'), { relative: 1e-9 });
  });

  test('an A fills class 9, a C class 0', () => {
    for (const [frequencyHz, pitchClass] of [
      [440, 9],
      [523.25, 0],
    ]) {
      const power = stft.power(tone(22_050, 22_050, frequencyHz));
      const { values } = chromaStft(power, chromaFilterbank(22_050, 2048, 0));
      expect(values[20 * 12 + pitchClass]).toBe(1);
    }
  });

  test('silent frames stay zero instead of becoming NaN', () => {
    const power = stft.power(gaps(22_050, 22_050));
    const { values } = chromaStft(power, chromaFilterbank(22_050, 2048, 0));
    expect(values.every(Number.isFinite)).toBe(true);
    expect(values.subarray(0, 12).every((value) => value === 0)).toBe(true);
  });

  test('a tone a quarter of a semitone sharp is found to be so', () => {
    const power = stft.power(tone(22_050, 22_050, 440 * 2 ** (0.25 / 12)));
    expect(estimateTuning(power, { sampleRateHz: 22_050, nFft: 2048 })).toBeCloseTo(0.25, 1);
    expect(pitchTuning(Float64Array.of(440 * 2 ** (0.305 / 12)), 12)).toBeCloseTo(0.3, 12);
  });

  test('silence is in tune', () => {
    expect(estimateTuning(stft.power(new Float32Array(4000)), { sampleRateHz: 22_050, nFft: 2048 })).toBe(0);
    expect(pitchTuning(Float64Array.of(0), 12)).toBe(0);
  });
});

describe('time-domain features', () => {
  test('the RMS of a full-scale square wave is 1 where frames are full', () => {
    const square = Float32Array.from({ length: 8192 }, (_, i) => (i % 20 < 10 ? 1 : -1));
    const values = rms(square);
    expect(values[5]).toBe(1);
    expect(values[0]).toBeCloseTo(Math.SQRT1_2, 12);
  });

  test('digital silence after loud noise reads exactly 0', () => {
    const samples = new Float32Array(20_000);
    samples.set(gaps(22_050, 22_050).subarray(5600, 9000));
    expect(rms(samples).at(-1)).toBe(0);
  });

  test('an alternating signal crosses zero at every sample, a constant one and dithering under 1e-10 never', () => {
    const alternating = Float64Array.from({ length: 4096 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    expect(zeroCrossingRate(alternating)[4]).toBeCloseTo(2047 / 2048, 12);
    expect(zeroCrossingRate(new Float64Array(4096).fill(0.3)).every((value) => value === 0)).toBe(true);
    expect(zeroCrossingRate(alternating.map((value) => value * 1e-11)).every((value) => value === 0)).toBe(true);
  });

  test('one sample and none are no special case', () => {
    expect(Array.from(rms(Float32Array.of(0.5)))).toEqual([Math.sqrt(0.25 / 2048)]);
    expect(Array.from(zeroCrossingRate(Float32Array.of(0.5)))).toEqual([0]);
    expect(Array.from(rms(new Float32Array(0)))).toEqual([0]);
    expect(Array.from(zeroCrossingRate(new Float32Array(0)))).toEqual([0]);
  });
});
