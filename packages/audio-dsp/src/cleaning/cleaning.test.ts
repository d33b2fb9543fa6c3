import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { expectToMatch, FeatureReference, loadReference } from '../testing/reference.js';
import { gaps, gentleGaps, REFERENCE_SIGNALS, tone, voice } from '../testing/test-signals.js';
import { clean } from './clean.js';
import { normaliseLoudness, normalisePeak } from './levels.js';
import { nonSilentIntervals } from './non-silent.js';
import { joinIntervals, split, trimInterval } from './silence.js';
import { spectralGate } from './spectral-gate.js';

const IntervalsSchema = z.array(z.array(z.number()));
const ReferenceSchema = z.object({
  gaps: z.object({ split: z.record(z.string(), IntervalsSchema), trim: z.record(z.string(), z.array(z.number())) }),
  voice: z.object({ split: z.record(z.string(), IntervalsSchema), trim: z.record(z.string(), z.array(z.number())) }),
  gentleGaps48k: z.object({ nonSilent: IntervalsSchema }),
  gentleGaps44k: z.object({ nonSilent: IntervalsSchema }),
});

describe('silence', () => {
  const reference = ReferenceSchema.parse(loadReference('intervals'));

  test.each(['gaps', 'voice'] as const)('intervals of %s are those of librosa, to the sample', (name) => {
    const { samples } = REFERENCE_SIGNALS[name];
    for (const topDb of [20, 30, 60]) {
      expect(split(samples, { topDb })).toEqual(reference[name].split[topDb]);
      expect(trimInterval(samples, { topDb })).toEqual(reference[name].trim[topDb]);
    }
  });

  test('non-silent parts are those of pydub, at a rate of whole milliseconds and at one without', () => {
    const options = { thresholdDbfs: -50, minSilenceSec: 0.1 };
    expect(nonSilentIntervals(gentleGaps(120_000, 48_000), { ...options, sampleRateHz: 48_000 })).toEqual(
      reference.gentleGaps48k.nonSilent,
    );
    expect(nonSilentIntervals(gentleGaps(110_250, 44_100), { ...options, sampleRateHz: 44_100 })).toEqual(
      reference.gentleGaps44k.nonSilent,
    );
  });

  test('a wholly silent signal is one part to librosa and none to pydub', () => {
    const silence = new Float32Array(20_000);
    expect(split(silence, { topDb: 20 })).toEqual([[0, 20_000]]);
    expect(nonSilentIntervals(silence, { sampleRateHz: 16_000, thresholdDbfs: -50, minSilenceSec: 0.5 })).toEqual([]);
  });

  test('a signal shorter than the shortest silence is kept whole', () => {
    const options = { sampleRateHz: 16_000, thresholdDbfs: -50, minSilenceSec: 0.5 };
    expect(nonSilentIntervals(new Float32Array(100), options)).toEqual([[0, 96]]);
  });

  test('the same recording has other intervals at another rate', () => {
    const seconds = (rate: number) =>
      split(voice(Math.round(rate * 1.5), rate), { topDb: 30 }).map(([start]) => start / rate);
    expect(seconds(48_000)).not.toEqual(seconds(22_050));
  });

  test('joined parts follow each other', () => {
    const samples = Float64Array.of(1, 2, 3, 4, 5);
    expect(
      Array.from(
        joinIntervals(samples, [
          [0, 2],
          [4, 5],
        ]),
      ),
    ).toEqual([1, 2, 5]);
    expect(joinIntervals(samples, []).length).toBe(0);
  });

  test('settings that mean nothing are errors', () => {
    expect(() => split(tone(10, 8000, 100), { topDb: 0 })).toThrow(RangeError);
    expect(() =>
      nonSilentIntervals(tone(10, 8000, 100), { sampleRateHz: 8000, thresholdDbfs: -50, minSilenceSec: 0 }),
    ).toThrow(RangeError);
  });
});

describe('levels', () => {
  test('the peak becomes 1, whichever sign it has', () => {
    expect(Array.from(normalisePeak(Float32Array.of(0.1, -0.5)))).toEqual(
      [0.1 / 0.5, -1].map((v) => expect.closeTo(v, 6)),
    );
  });

  test('the loudness becomes what was asked for', () => {
    const scaled = normaliseLoudness(tone(16_000, 16_000, 100, 0.05), -23);
    const level = Math.sqrt(scaled.reduce((sum, value) => sum + value * value, 0) / scaled.length);
    expect(20 * Math.log10(level)).toBeCloseTo(-23, 10);
  });

  test('silence and nothing stay as they are', () => {
    for (const count of [0, 5]) {
      expect(Array.from(normalisePeak(new Float32Array(count)))).toEqual(new Array(count).fill(0));
      expect(Array.from(normaliseLoudness(new Float32Array(count), -20))).toEqual(new Array(count).fill(0));
    }
  });
});

describe('spectral gating', () => {
  test.each(['voice', 'chirp', 'gaps', 'voice16k'] as const)('of %s agrees with noisereduce', (name) => {
    const { samples, sampleRateHz } = REFERENCE_SIGNALS[name];
    const gated = spectralGate(samples, sampleRateHz);
    const reference = new FeatureReference(`features-${name}`).array('reduceNoise');
    expectToMatch(gated, [gated.length], reference, { floor: 1e-7 });
  });

  test('lowers steady noise and leaves silence alone', () => {
    const noise = gaps(22_050, 22_050).map((_, i) => 0.01 * Math.sin(i * i));
    const energy = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value * value, 0);
    expect(energy(spectralGate(noise, 22_050))).toBeLessThan(0.6 * energy(noise));
    expect(spectralGate(new Float32Array(3000), 22_050).every((value) => value === 0)).toBe(true);
    expect(spectralGate(new Float32Array(0), 22_050).length).toBe(0);
  });
});

describe('cleaning steps', () => {
  const samples = Float32Array.from({ length: 48_000 }, (_, i) =>
    i > 16_000 && i < 32_000 ? 0.25 * Math.sin(i / 9) : 0,
  );

  test('run in their order and leave the input alone', () => {
    const before = samples.slice();
    const cleaned = clean(samples, 16_000, [
      { kind: 'trim', topDb: 30, padSec: 0.05 },
      { kind: 'normalise-peak' },
      { kind: 'fix-length', lengthSec: 2 },
    ]);
    expect(cleaned.length).toBe(32_000);
    expect(cleaned.reduce((most, value) => Math.max(most, Math.abs(value)), 0)).toBe(1);
    expect(samples).toEqual(before);
    const [start, end] = trimInterval(samples, { topDb: 30 });
    expect(clean(samples, 16_000, [{ kind: 'trim', topDb: 30, padSec: 0.05 }]).length).toBe(end - start + 1600);
  });

  test('non-silent parts are cut to the longest duration asked for', () => {
    const step = { kind: 'non-silent', thresholdDbfs: -50, minSilenceSec: 0.5 } as const;
    const whole = clean(samples, 16_000, [step]);
    expect(whole.length).toBeGreaterThan(15_000);
    expect(clean(samples, 16_000, [{ ...step, maxDurationSec: 0.5 }])).toEqual(whole.slice(0, 8000));
  });

  test('loudness, gating and splitting are reachable as steps', () => {
    expect(clean(samples, 16_000, [{ kind: 'split', topDb: 30 }]).length).toBeLessThan(20_000);
    expect(clean(samples, 16_000, [{ kind: 'normalise-loudness', targetDbfs: -20 }])).toEqual(
      normaliseLoudness(samples, -20),
    );
    expect(clean(samples, 16_000, [{ kind: 'spectral-gate' }])).toEqual(spectralGate(samples, 16_000));
  });
});
