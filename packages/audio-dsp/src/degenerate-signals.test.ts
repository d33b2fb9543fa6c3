import { Rng } from '@voxboard/domain';
import { describe, expect, test } from 'vitest';
import { NonFiniteAudioError } from './audio-errors.js';
import { applyAugmentation } from './augmentation/effects.js';
import { pitchShift, timeStretch } from './augmentation/time-stretch.js';
import { normaliseLoudness, normalisePeak } from './cleaning/levels.js';
import { nonSilentIntervals } from './cleaning/non-silent.js';
import { split, trimInterval } from './cleaning/silence.js';
import { spectralGate } from './cleaning/spectral-gate.js';
import { logSpectrogram } from './exploration/log-spectrogram.js';
import { chromaFilterbank, chromaStft } from './features/chroma.js';
import { powerToDb } from './features/decibels.js';
import { delta } from './features/delta.js';
import { harmonicPart, hpss, percussivePart } from './features/hpss.js';
import { melFilterbank } from './features/mel-filterbank.js';
import { melSpectrogram } from './features/mel-spectrogram.js';
import { mfcc } from './features/mfcc.js';
import { pyin } from './features/pyin.js';
import { rms, rmsOfSpectrogram } from './features/rms.js';
import { spectralContrast } from './features/spectral-contrast.js';
import { spectralBandwidth, spectralCentroid, spectralFlatness, spectralRolloff } from './features/spectral-shape.js';
import { ConstantQChroma } from './features/tonnetz.js';
import { estimateTuning } from './features/tuning.js';
import { yin } from './features/yin.js';
import { zeroCrossingRate } from './features/zero-crossing-rate.js';
import { resample } from './resample/resampler.js';
import { inverseStft } from './spectrum/inverse-stft.js';
import { Stft } from './spectrum/stft.js';
import { PitchTracker } from './voxboard/pitch-tracker.js';

const RATE_HZ = 22_050;
const scale = { sampleRateHz: RATE_HZ, nFft: 2048 };
const stft = new Stft();
const melBank = melFilterbank(scale);
const chromaBank = chromaFilterbank(RATE_HZ, 2048);
const constantQ = new ConstantQChroma(RATE_HZ);
const pitchTracker = new PitchTracker(16_000, 160);
const COUNT = 9000;
const of = (value: (i: number) => number, count = COUNT) => Float64Array.from({ length: count }, (_, i) => value(i));
const power = (samples: Float64Array) => stft.power(samples);
const magnitude = (samples: Float64Array) => {
  const spectrogram = stft.power(samples);
  return { ...spectrogram, values: spectrogram.values.map(Math.sqrt) };
};

const SIGNALS: readonly (readonly [string, Float64Array])[] = [
  ['nothing', new Float64Array(0)],
  ['one sample', Float64Array.of(0.5)],
  ['two samples', Float64Array.of(0.5, -0.5)],
  ['silence', new Float64Array(COUNT)],
  ['a constant', of(() => 0.7)],
  ['the Nyquist frequency', of((i) => (i % 2 === 0 ? 0.5 : -0.5))],
  ['a clipped tone', of((i) => Math.max(-1, Math.min(1, 8 * Math.sin(i / 20))))],
  ['one click', of((i) => (i === 4000 ? 1 : 0))],
  ['levels near the smallest number', of((i) => 1e-300 * Math.sin(i / 20))],
  ['levels far beyond full scale', of((i) => 1e6 * Math.sin(i / 20))],
];

/** Every public function that takes samples, as the numbers it gives. */
const FUNCTIONS: Readonly<Record<string, (samples: Float64Array) => ArrayLike<number>>> = {
  'Stft.power': (samples) => power(samples).values,
  'Stft.complex': (samples) => stft.complex(samples).im,
  inverseStft: (samples) => inverseStft(stft.complex(samples), stft, samples.length),
  rms: (samples) => rms(samples),
  rmsOfSpectrogram: (samples) => rmsOfSpectrogram(magnitude(samples)),
  zeroCrossingRate: (samples) => zeroCrossingRate(samples),
  melSpectrogram: (samples) => melSpectrogram(power(samples), melBank).values,
  powerToDb: (samples) => powerToDb(power(samples).values),
  mfcc: (samples) => {
    const mel = melSpectrogram(power(samples), melBank);
    return mfcc({ ...mel, values: powerToDb(mel.values) }).values;
  },
  delta: (samples) => delta(power(samples), { mode: 'nearest' }).values,
  chromaStft: (samples) => chromaStft(power(samples), chromaBank).values,
  estimateTuning: (samples) => [estimateTuning(power(samples), scale)],
  spectralContrast: (samples) => spectralContrast(magnitude(samples), scale).values,
  spectralCentroid: (samples) => spectralCentroid(magnitude(samples), scale),
  spectralBandwidth: (samples) => spectralBandwidth(magnitude(samples), scale),
  spectralRolloff: (samples) => spectralRolloff(magnitude(samples), scale),
  spectralFlatness: (samples) => spectralFlatness(power(samples)),
  'ConstantQChroma.tonnetz': (samples) => constantQ.tonnetz(samples).values,
  harmonicPart: (samples) => harmonicPart(samples),
  percussivePart: (samples) => percussivePart(samples),
  hpss: (samples) => hpss(samples, { margin: 2 }).harmonic,
  yin: (samples) => yin(samples, { sampleRateHz: RATE_HZ }),
  pyin: (samples) => pyin(samples, { sampleRateHz: RATE_HZ, fillNa: null }).f0,
  'PitchTracker.track': (samples) => pitchTracker.track(samples).harmonicity,
  split: (samples) => split(samples).flat(),
  trimInterval: (samples) => trimInterval(samples),
  nonSilentIntervals: (samples) =>
    nonSilentIntervals(samples, { sampleRateHz: RATE_HZ, thresholdDbfs: -50, minSilenceSec: 0.1 }).flat(),
  normalisePeak: (samples) => normalisePeak(samples),
  normaliseLoudness: (samples) => normaliseLoudness(samples, -20),
  spectralGate: (samples) => spectralGate(samples, RATE_HZ),
  resample: (samples) => resample(samples, 48_000, RATE_HZ),
  timeStretch: (samples) => timeStretch(samples, 0.8),
  pitchShift: (samples) => pitchShift(samples, 0.7),
  applyAugmentation: (samples) => applyAugmentation(samples, RATE_HZ, { kind: 'noise', level: 0.1, seed: 1 }),
  logSpectrogram: (samples) => logSpectrogram(samples, { sampleRateHz: RATE_HZ }).decibels,
};

describe.each(Object.entries(FUNCTIONS))('%s', (_, compute) => {
  test.each(SIGNALS)('gives finite numbers for %s and leaves it alone', (_name, samples) => {
    const before = samples.slice();
    const values = compute(samples);
    expect(Array.from(values).findIndex((value) => !Number.isFinite(value))).toBe(-1);
    expect(samples).toEqual(before);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'refuses %d, and says where it is',
    (bad) => {
      const samples = of((i) => Math.sin(i / 20));
      samples[1234] = bad;
      let error: unknown = null;
      try {
        compute(samples);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).toBeInstanceOf(NonFiniteAudioError);
      expect(error).toMatchObject({ sampleIndex: 1234 });
    },
  );
});

describe('invariants', () => {
  const rng = new Rng(5);
  const noise = of(() => rng.between(-0.5, 0.5));
  const shiftedBy = (samples: Float64Array, count: number) =>
    of((i) => (i < count ? 0 : samples[i - count]), samples.length + count);
  const gained = (samples: Float64Array, factor: number) => samples.map((sample) => factor * sample);

  test('frames of a rectangular window hold the energy of their samples (Parseval)', () => {
    const plain = new Stft({ nFft: 512, window: 'ones', hopLength: 512, center: false });
    const { values, frameCount, columnCount } = plain.power(noise);
    for (let frame = 0; frame < frameCount; frame++) {
      let [spectrum, time] = [0, 0];
      for (let bin = 0; bin < columnCount; bin++) {
        spectrum += (bin === 0 || bin === 256 ? 1 : 2) * values[frame * columnCount + bin];
      }
      for (let i = 0; i < 512; i++) time += noise[frame * 512 + i] ** 2;
      expect(spectrum / 512 / time).toBeCloseTo(1, 12);
    }
  });

  test('spectrograms are linear and move with the signal by whole hops', () => {
    const tone = of((i) => Math.sin(i / 7));
    const [a, b] = [stft.complex(noise), stft.complex(tone)];
    const mixed = stft.complex(noise.map((value, i) => 3 * value - 2 * tone[i]));
    for (let i = 0; i < mixed.re.length; i += 13) expect(mixed.re[i]).toBeCloseTo(3 * a.re[i] - 2 * b.re[i], 9);
    const later = stft.power(shiftedBy(noise, 3 * 512));
    const now = stft.power(noise);
    for (let i = 0; i < now.values.length; i += 7) {
      expect(later.values[i + 3 * now.columnCount]).toBeCloseTo(now.values[i], 9);
    }
  });

  test.each(['hann', 'hamming', 'blackman', 'ones'] as const)(
    'a %s spectrogram is inverted to the signal',
    (window) => {
      for (const padMode of ['constant', 'reflect'] as const) {
        const transform = new Stft({ nFft: 1024, hopLength: 256, window, padMode });
        const back = inverseStft(transform.complex(noise), transform, noise.length);
        for (let i = 0; i < noise.length; i += 11) expect(Math.abs(back[i] - noise[i])).toBeLessThan(1e-12);
      }
    },
  );

  test('what describes a shape does not change with the gain; levels change by it', () => {
    const loud = gained(noise, 4);
    const same: readonly (keyof typeof FUNCTIONS)[] = [
      'zeroCrossingRate',
      'chromaStft',
      'spectralCentroid',
      'spectralBandwidth',
      'spectralRolloff',
      'spectralFlatness',
      'yin',
      'pyin',
    ];
    for (const name of same) {
      const [quiet, louder] = [FUNCTIONS[name](noise), FUNCTIONS[name](loud)];
      for (let i = 0; i < quiet.length; i++) expect(Math.abs(louder[i] - quiet[i]), name).toBeLessThan(1e-6);
    }
    const [quiet, louder] = [rms(noise), rms(loud)];
    for (let i = 0; i < quiet.length; i++) expect(louder[i] / quiet[i]).toBeCloseTo(4, 12);
  });

  test('ranges hold: rates and flatness within 0…1, frequencies up to Nyquist, chroma at most 1', () => {
    const within = (name: keyof typeof FUNCTIONS, low: number, high: number) => {
      for (const value of Array.from(FUNCTIONS[name](noise))) {
        expect(value, name).toBeGreaterThanOrEqual(low);
        expect(value, name).toBeLessThanOrEqual(high);
      }
    };
    within('zeroCrossingRate', 0, 1);
    within('spectralFlatness', 0, 1 + 1e-12);
    within('chromaStft', 0, 1);
    within('spectralCentroid', 0, RATE_HZ / 2);
    within('spectralBandwidth', 0, RATE_HZ / 2);
    within('spectralRolloff', 0, RATE_HZ / 2);
    within('ConstantQChroma.tonnetz', -1, 1);
    within('rms', 0, 0.5);
  });

  test('the intervals of split lie in order inside the signal and do not touch', () => {
    const gapped = of((i) => (Math.floor(i / 2500) % 2 === 0 ? noise[i] : 1e-4 * noise[i]));
    const intervals = split(gapped, { topDb: 30, frameLength: 512, hopLength: 128 });
    expect(intervals.length).toBe(2);
    let end = -1;
    for (const [start, stop] of intervals) {
      expect(start).toBeGreaterThan(end);
      expect(stop).toBeGreaterThan(start);
      end = stop;
    }
    expect(end).toBeLessThanOrEqual(COUNT);
  });
});
