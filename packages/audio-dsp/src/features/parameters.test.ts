import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pitchShift } from '../augmentation/time-stretch.js';
import { split } from '../cleaning/silence.js';
import type { FrameMatrix } from '../spectrum/frame-matrix.js';
import { Stft, type StftOptions } from '../spectrum/stft.js';
import { expectToMatch, FeatureReference, loadReference, type Tolerance } from '../testing/reference.js';
import { voice } from '../testing/test-signals.js';
import { chromaFilterbank, chromaStft } from './chroma.js';
import { powerToDb } from './decibels.js';
import { delta } from './delta.js';
import { hpss } from './hpss.js';
import { melFilterbank } from './mel-filterbank.js';
import { melSpectrogram } from './mel-spectrogram.js';
import { mfcc } from './mfcc.js';
import { rms, rmsOfSpectrogram } from './rms.js';
import { spectralContrast } from './spectral-contrast.js';
import { spectralBandwidth, spectralFlatness, spectralRolloff } from './spectral-shape.js';
import { estimateTuning } from './tuning.js';
import { yin } from './yin.js';
import { zeroCrossingRate } from './zero-crossing-rate.js';

const RATE_HZ = 22_050;
const samples = voice(22_050, RATE_HZ);
const file = loadReference('parameters');
const { split: splitReference, splitDefault, ...numbers } = z.record(z.string(), z.unknown()).parse(file);
const reference = new FeatureReference('parameters', numbers);
const magnitudeOf = (options: StftOptions): FrameMatrix => {
  const power = new Stft(options).power(samples);
  return { ...power, values: power.values.map(Math.sqrt) };
};
const scale = { sampleRateHz: RATE_HZ, nFft: 2048 };
const magnitude = magnitudeOf({});
const logMel = (() => {
  const mel = melSpectrogram(new Stft().power(samples), melFilterbank({ ...scale, nMels: 40 }));
  return { ...mel, values: powerToDb(mel.values) };
})();

const expectMatrix = (matrix: FrameMatrix, key: string, tolerance?: Tolerance) =>
  expectToMatch(matrix.values, [matrix.frameCount, matrix.columnCount], reference.array(key), tolerance);
const expectSeries = (values: Float64Array, key: string, tolerance?: Tolerance) =>
  expectToMatch(values, [values.length], reference.array(key), tolerance);

describe('settings that are not the defaults agree with librosa', () => {
  test.each([
    ['hamming', 'reflect'],
    ['blackman', 'edge'],
    ['nuttall', 'symmetric'],
    ['ones', 'constant'],
  ] as const)('spectra of a %s window, %s padding, window shorter than the transform', (window, padMode) => {
    const spectrum = magnitudeOf({ nFft: 512, hopLength: 200, winLength: 400, window, padMode });
    expectMatrix(spectrum, `stft-${window}-${padMode}`, { floor: 1e-8 });
  });

  test('spectra of frames that are not centred', () => {
    expectMatrix(magnitudeOf({ nFft: 512, center: false }), 'stft-uncentred', { floor: 1e-8 });
  });

  test('RMS of odd hops, of frames that are not centred, and of a spectrogram', () => {
    expectSeries(rms(samples, { frameLength: 1000, hopLength: 300, padMode: 'reflect' }), 'rmsReflect');
    expectSeries(rms(samples, { center: false }), 'rmsUncentred');
    expectSeries(rmsOfSpectrogram(magnitude), 'rmsOfSpectrogram');
  });

  test('zero crossings above a threshold', () => {
    const options = { frameLength: 1024, hopLength: 256, center: false, threshold: 0.02 };
    expectSeries(zeroCrossingRate(samples, options), 'zeroCrossingRate');
  });

  test.each([
    [1, '1'],
    [2, '2'],
    [Number.POSITIVE_INFINITY, 'inf'],
  ] as const)('mel bands of norm %s', (melNorm, name) => {
    const bank = melFilterbank({ sampleRateHz: RATE_HZ, nFft: 1024, nMels: 30, melNorm });
    const dense = new Float64Array(30 * 513);
    for (let band = 0; band < 30; band++) {
      for (let w = bank.offsets[band], bin = bank.firstBins[band]; w < bank.offsets[band + 1]; w++, bin++) {
        if (bin < 513) dense[band * 513 + bin] = bank.weights[w];
      }
    }
    expectToMatch(dense, [30, 513], reference.array(`melNorm-${name}`), { floor: 1e-9 });
  });

  test.each([
    [1, null, 0],
    [1, 'ortho', 0],
    [2, null, 0],
    [2, 'ortho', 22],
    [3, null, 0],
    [3, 'ortho', 10],
  ] as const)('MFCC by a DCT of type %s, norm %s, lifter %s', (dctType, norm, lifter) => {
    const key = `mfcc-${dctType}-${norm === null ? 'None' : norm}-${lifter}`;
    expectMatrix(mfcc(logMel, { nMfcc: 12, dctType, norm, lifter }), key, { floor: 1e-8 });
  });

  test('chroma of 24 classes, without norms, from A, and another weighting of octaves', () => {
    const bank24 = chromaFilterbank(RATE_HZ, 2048, 0.1, { nChroma: 24 });
    expectMatrix(chromaStft(magnitude, bank24, 2), 'chroma24', { floor: 2e-7 });
    const raw = chromaFilterbank(RATE_HZ, 2048, 0, { octwidth: null, baseC: false });
    expectMatrix(chromaStft(magnitude, raw, null), 'chromaRaw', { floor: 2e-7 });
    const { weights } = chromaFilterbank(RATE_HZ, 512, 0, { norm: 1, ctroct: 4, octwidth: 1 });
    expectToMatch(weights, [257, 12], reference.array('chromaBank1'), { relative: 1e-9 });
  });

  test('contrast of other bands and quantiles, and of magnitudes', () => {
    const contrast = spectralContrast(magnitude, scale, { fMinHz: 100, nBands: 4, quantile: 0.1 });
    expectMatrix(contrast, 'contrast', { floor: 1e-7 });
    expectMatrix(spectralContrast(magnitude, scale, { linear: true }), 'contrastLinear', { floor: 1e-7 });
  });

  test('bandwidth of another power, unnormalised around a given centre; roll-off and flatness', () => {
    expectSeries(spectralBandwidth(magnitude, scale, { p: 3 }), 'bandwidth3');
    const centroid = Float64Array.from({ length: magnitude.frameCount }, (_, i) => 500 + 10 * i);
    expectSeries(spectralBandwidth(magnitude, scale, { norm: false, centroid }), 'bandwidthRaw');
    expectSeries(spectralRolloff(magnitude, scale, 0.5), 'rolloff');
    expectSeries(spectralFlatness(magnitude, 1e-4), 'flatness');
  });

  test.each([
    [1, 5, 'nearest', 0],
    [2, 7, 'mirror', 0],
    [1, 9, 'constant', -3],
    [2, 5, 'wrap', 0],
    [3, 9, 'interp', 0],
    [4, 11, 'interp', 0],
  ] as const)('delta of order %i over %i frames, ends by %s', (order, width, mode, cval) => {
    expectMatrix(delta(logMel, { order, width, mode, cval }), `delta-${order}-${width}-${mode}`, { floor: 1e-8 });
  });

  test('tuning in steps of another resolution', () => {
    const options = { ...scale, resolution: 0.05, binsPerOctave: 24, fMinHz: 100, fMaxHz: 2000, threshold: 0.3 };
    expect(estimateTuning(magnitude, options)).toBeCloseTo(reference.number('tuning'), 10);
  });

  test('harmonic and percussive parts by other kernels, margins, and hard masks', () => {
    const { harmonic, percussive } = hpss(samples, { kernelSize: [17, 9], power: 1.5, margin: [1, 3], nFft: 1024 });
    expectSeries(harmonic, 'harmonic', { floor: 1e-8 });
    expectSeries(percussive, 'percussive', { floor: 1e-8 });
    expectSeries(hpss(samples, { power: Number.POSITIVE_INFINITY }).harmonic, 'hardHarmonic', { floor: 1e-8 });
  });

  test('YIN of another range, threshold and padding', () => {
    const range = { sampleRateHz: RATE_HZ, fMinHz: 80, fMaxHz: 600 };
    expectSeries(yin(samples, { ...range, frameLength: 1024, troughThreshold: 0.2, padMode: 'reflect' }), 'yin');
    expectSeries(yin(samples, { ...range, center: false }), 'yinUncentred');
  });

  test('a pitch shift by quarter tones', () => {
    expectSeries(pitchShift(samples, 5, null, undefined, 24), 'pitchShift24', { floor: 1e-5 });
  });

  test('silence below a fixed level, and by the defaults', () => {
    const options = { topDb: 45, ref: 1, frameLength: 1024, hopLength: 128 };
    expect(split(samples, options)).toEqual(splitReference);
    expect(split(samples)).toEqual(splitDefault);
  });
});

describe('settings that mean nothing are refused', () => {
  const matrix: FrameMatrix = { frameCount: 12, columnCount: 4, values: new Float64Array(48) };
  test.each([
    ['a window of another length', () => new Stft({ nFft: 512, window: new Float64Array(100) })],
    ['an odd number of chroma classes', () => chromaFilterbank(RATE_HZ, 512, 0, { nChroma: 13 })],
    ['a norm of 0', () => melFilterbank({ ...scale, melNorm: 0 })],
    ['no mel band', () => melFilterbank({ ...scale, nMels: 0 })],
    ['an empty range of mel bands', () => melFilterbank({ ...scale, fMinHz: 500, fMaxHz: 400 })],
    ['a negative lifter', () => mfcc(matrix, { nMfcc: 2, lifter: -1 })],
    ['a quantile of 1', () => spectralContrast(magnitude, scale, { quantile: 1 })],
    ['no octave', () => spectralContrast(magnitude, scale, { nBands: 0 })],
    ['a bandwidth of power 0', () => spectralBandwidth(magnitude, scale, { p: 0 })],
    ['centroids of other frames', () => spectralBandwidth(magnitude, scale, { centroid: new Float64Array(3) })],
    ['a roll-off of everything', () => spectralRolloff(magnitude, scale, 1)],
    ['a flatness floor of 0', () => spectralFlatness(magnitude, 0)],
    ['a delta of order 0', () => delta(matrix, { order: 0 })],
    ['a delta of as high an order as frames', () => delta(matrix, { order: 5, width: 5 })],
    ['an even median', () => hpss(samples, { kernelSize: 30 })],
    ['a margin below 1', () => hpss(samples, { margin: 0.5 })],
    ['a hop of 0', () => rms(samples, { hopLength: 0 })],
    ['a spectrogram of other frames', () => rmsOfSpectrogram(magnitude, 1024)],
    ['a negative threshold', () => zeroCrossingRate(samples, { threshold: -1 })],
    ['a resolution of 1', () => estimateTuning(magnitude, { ...scale, resolution: 1 })],
  ])('%s', (_, compute) => {
    expect(compute).toThrow(RangeError);
  });
});
