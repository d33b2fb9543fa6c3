import { describe, expect, test } from 'vitest';
import { Stft } from '../spectrum/stft.js';
import { expectToMatch, FeatureReference } from '../testing/reference.js';
import { REFERENCE_SIGNALS, tone, voice, white } from '../testing/test-signals.js';
import { ConstantQ } from './constant-q.js';
import { powerToDb } from './decibels.js';
import { delta } from './delta.js';
import { hpss } from './hpss.js';
import { medianFilter } from './median-filter.js';
import { melFilterbank } from './mel-filterbank.js';
import { melSpectrogram } from './mel-spectrogram.js';
import { mfcc } from './mfcc.js';
import { spectralContrast } from './spectral-contrast.js';
import { spectralBandwidth, spectralCentroid, spectralFlatness, spectralRolloff } from './spectral-shape.js';
import { ConstantQChroma } from './tonnetz.js';
import { estimateTuning } from './tuning.js';
import { yin } from './yin.js';

const stft = new Stft({ nFft: 2048, hopLength: 512 });

describe.each(Object.entries(REFERENCE_SIGNALS))('spectral features of %s agree with librosa', (name, signal) => {
  const { samples, sampleRateHz } = signal;
  const scale = { sampleRateHz, nFft: 2048 };
  const reference = new FeatureReference(`features-${name}`);
  const power = stft.power(samples);
  const magnitude = { ...power, values: power.values.map(Math.sqrt) };

  test.each([
    ['spectralCentroid', () => spectralCentroid(magnitude, scale)],
    ['spectralBandwidth', () => spectralBandwidth(magnitude, scale)],
    ['spectralRolloff', () => spectralRolloff(magnitude, scale)],
    ['spectralFlatness', () => spectralFlatness(power)],
  ] as const)('%s', (key, compute) => {
    const values = compute();
    expectToMatch(values, [values.length], reference.array(key));
  });

  test('spectral contrast', () => {
    const contrast = spectralContrast(magnitude, scale);
    expectToMatch(contrast.values, [contrast.frameCount, 7], reference.array('spectralContrast'), { floor: 1e-7 });
  });

  test('YIN', () => {
    const f0 = yin(samples, { sampleRateHz, fMinHz: 65, fMaxHz: 2093 });
    const expected = reference.array('yin');
    expect(f0.length).toBe(expected.shape[0]);
    // Where two troughs are equally deep, rounding decides; such frames are no disagreement.
    const off = expected.values.filter((value, i) => Math.abs(f0[i * expected.step] - value) > 1e-5 * value);
    expect(off.length).toBeLessThanOrEqual(name === 'gaps' ? 12 : 1);
  });
});

const LONG_SIGNALS = Object.entries(REFERENCE_SIGNALS).filter(([, { samples }]) => samples.length > 10_000);

describe.each(LONG_SIGNALS)('features over time of %s agree with librosa', (name, { samples, sampleRateHz }) => {
  const scale = { sampleRateHz, nFft: 2048 };
  const reference = new FeatureReference(`features-${name}`);
  const power = stft.power(samples);
  const magnitude = { ...power, values: power.values.map(Math.sqrt) };

  test('delta and delta-delta', () => {
    const mel = melSpectrogram(power, melFilterbank({ sampleRateHz, nFft: 2048 }));
    const coefficients = mfcc({ ...mel, values: powerToDb(mel.values) }, { nMfcc: 20 });
    for (const [key, order] of [
      ['delta', 1],
      ['deltaDelta', 2],
    ] as const) {
      const { values, frameCount } = delta(coefficients, { order });
      expectToMatch(values, [frameCount, 20], reference.array(key), { floor: 1e-6 });
    }
  });

  test('harmonic and percussive parts', () => {
    const { harmonic, percussive } = hpss(samples);
    expectToMatch(harmonic, [harmonic.length], reference.array('harmonic'), { floor: 1e-8 });
    expectToMatch(percussive, [percussive.length], reference.array('percussive'), { floor: 1e-8 });
    for (let i = 0; i < samples.length; i++) {
      expect(Math.abs(harmonic[i] + percussive[i] - samples[i])).toBeLessThan(1e-10);
    }
  });

  test('constant-Q transform, its chroma and tonnetz', () => {
    const tuning = estimateTuning(magnitude, { ...scale, binsPerOctave: 36 });
    const cqt = new ConstantQ({ sampleRateHz }).magnitudes(samples, tuning);
    expectToMatch(cqt.values, [cqt.frameCount, 252], reference.array('cqt'), { floor: 2e-6 });
    const analyser = new ConstantQChroma(sampleRateHz);
    const chroma = analyser.chroma(samples);
    expectToMatch(chroma.values, [chroma.frameCount, 12], reference.array('chromaCqt'), { floor: 2e-5 });
    const centroids = analyser.tonnetz(samples);
    expectToMatch(centroids.values, [centroids.frameCount, 6], reference.array('tonnetz'), { floor: 2e-5 });
  });
});

describe('spectral shape', () => {
  const scale = { sampleRateHz: 16_000, nFft: 2048 };
  const spectraOf = (samples: Float32Array | Float64Array) => {
    const power = stft.power(samples);
    return { power, magnitude: { ...power, values: power.values.map(Math.sqrt) } };
  };

  test('a tone has its centroid and roll-off at its frequency, little bandwidth and no flatness', () => {
    const { power, magnitude } = spectraOf(tone(16_000, 16_000, 3000));
    expect(spectralCentroid(magnitude, scale)[15]).toBeCloseTo(3000, -1);
    expect(spectralRolloff(magnitude, scale)[15]).toBeCloseTo(3000, -2);
    expect(spectralBandwidth(magnitude, scale)[15]).toBeLessThan(60);
    expect(spectralFlatness(power)[15]).toBeLessThan(1e-4);
  });

  test('white noise has its centroid in the middle and is flat', () => {
    const { power, magnitude } = spectraOf(white(32_000, 1));
    expect(spectralCentroid(magnitude, scale)[20]).toBeCloseTo(4000, -3);
    expect(spectralFlatness(power)[20]).toBeGreaterThan(0.4);
  });

  test('silence is finite: no frequency, all flat, no contrast', () => {
    const { power, magnitude } = spectraOf(new Float32Array(4000));
    expect(spectralCentroid(magnitude, scale)[2]).toBe(0);
    expect(spectralBandwidth(magnitude, scale)[2]).toBe(0);
    expect(spectralRolloff(magnitude, scale)[2]).toBe(0);
    expect(spectralFlatness(power)[2]).toBeCloseTo(1, 12);
    expect(spectralContrast(magnitude, scale).values.every((value) => value === 0)).toBe(true);
  });

  test('impossible settings are errors', () => {
    const { magnitude } = spectraOf(tone(4000, 16_000, 500));
    expect(() => spectralRolloff(magnitude, scale, 1)).toThrow(RangeError);
    expect(() => spectralContrast(magnitude, { sampleRateHz: 8000, nFft: 2048 })).toThrow(RangeError);
    expect(() => new ConstantQ({ sampleRateHz: 8000 })).toThrow(RangeError);
    expect(() => new ConstantQ({ sampleRateHz: 22_050, hopLength: 100 })).toThrow(RangeError);
  });
});

describe('delta', () => {
  const ramp = {
    frameCount: 20,
    columnCount: 2,
    values: Float64Array.from({ length: 40 }, (_, i) => (i >> 1) ** (1 + (i % 2))),
  };

  test('a line has a constant slope and no curvature, a parabola a constant curvature', () => {
    const first = delta(ramp);
    const second = delta(ramp, { order: 2 });
    for (let frame = 0; frame < 20; frame++) {
      expect(first.values[2 * frame]).toBeCloseTo(1, 12);
      expect(second.values[2 * frame]).toBeCloseTo(0, 12);
      expect(second.values[2 * frame + 1]).toBeCloseTo(2, 12);
    }
  });

  test('too few frames and even widths are errors', () => {
    expect(() => delta(ramp, { width: 21 })).toThrow(RangeError);
    expect(() => delta(ramp, { width: 4 })).toThrow(RangeError);
  });
});

describe('the running median', () => {
  const medianOf = (values: number[]) => values.sort((a, b) => a - b)[(values.length - 1) / 2];

  test.each([1, 3, 31])('of width %i is the median of each mirrored window, also on lines shorter than it', (width) => {
    for (const count of [1, 2, 5, 40]) {
      const line = white(count, count + width);
      const filtered = medianFilter(line, width);
      const half = (width - 1) / 2;
      const mirrored = Array.from({ length: 40 * (count + width) }, (_, i) => {
        const place = i % (2 * count);
        return line[place < count ? place : 2 * count - 1 - place];
      });
      const origin = 2 * count * Math.ceil(width / count);
      filtered.forEach((value, i) => {
        expect(value).toBe(medianOf(mirrored.slice(origin + i - half, origin + i + half + 1)));
      });
    }
  });

  test('of known values, of equal ones, of none; an even width is an error', () => {
    expect(Array.from(medianFilter(Float64Array.of(5, 1, 9, 2), 3))).toEqual([5, 5, 2, 2]);
    expect(Array.from(medianFilter(Float64Array.of(3, 3, 3), 31))).toEqual([3, 3, 3]);
    expect(medianFilter(new Float64Array(0), 5).length).toBe(0);
    expect(() => medianFilter(Float64Array.of(1), 4)).toThrow(RangeError);
  });
});

describe('YIN', () => {
  test.each([82, 150, 440, 1200])('finds a tone of %i Hz', (frequencyHz) => {
    const f0 = yin(tone(22_050, 22_050, frequencyHz), { sampleRateHz: 22_050 });
    expect(Math.abs(f0[20] / frequencyHz - 1)).toBeLessThan(0.005);
  });

  test('an empty or impossible range is an error, silence is finite', () => {
    const silence = new Float32Array(5000);
    expect(() => yin(silence, { sampleRateHz: 22_050, fMinHz: 500, fMaxHz: 100 })).toThrow(RangeError);
    expect(() => yin(silence, { sampleRateHz: 4000 })).toThrow(RangeError);
    expect(() => yin(silence, { sampleRateHz: 22_050, fMinHz: 10 })).toThrow(RangeError);
    expect(yin(silence, { sampleRateHz: 22_050 }).every(Number.isFinite)).toBe(true);
  });
});

test('a C major chord leans towards the same fifths, whatever its octave', () => {
  const chord = (octave: number) =>
    Float32Array.from({ length: 22_050 }, (_, i) =>
      [261.63, 329.63, 392].reduce((sum, hz) => sum + 0.2 * Math.sin((2 * Math.PI * hz * octave * i) / 22_050), 0),
    );
  const analyser = new ConstantQChroma(22_050);
  const [low, high] = [analyser.tonnetz(chord(1)), analyser.tonnetz(chord(2))];
  for (let dimension = 0; dimension < 6; dimension++) {
    expect(low.values[20 * 6 + dimension]).toBeCloseTo(high.values[20 * 6 + dimension], 1);
  }
  expect(low.values.every((value) => Math.abs(value) <= 1)).toBe(true);
  expect(analyser.tonnetz(voice(100, 22_050)).frameCount).toBe(1);
});
