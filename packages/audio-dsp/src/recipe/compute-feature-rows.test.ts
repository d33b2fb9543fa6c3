import { RecipeSchema, STUDY_162, STUDY_162_PLAIN } from '@voxboard/domain';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { EmptyAudioError, NonFiniteAudioError } from '../audio-errors.js';
import { applyAugmentation } from '../augmentation/effects.js';
import { loadReference } from '../testing/reference.js';
import { chirp, voice } from '../testing/test-signals.js';
import { encodeWav16 } from '../wav/encode-wav.js';
import { computeFeatureRows, RecipeExtractor } from './compute-feature-rows.js';

const wholeClip = { ...STUDY_162_PLAIN, offsetSec: 0, durationSec: null };

describe('study-162', () => {
  test('the plain row agrees with what the study computed, from the file’s own rate on', () => {
    const reference = z.record(z.string(), z.array(z.number())).parse(loadReference('study'));
    const cases = [
      ['voice48k', voice(120_000, 48_000), 48_000],
      ['chirp44k', chirp(60_000, 44_100), 44_100],
    ] as const;
    for (const [name, samples, sampleRateHz] of cases) {
      const { values } = computeFeatureRows({ samples, sampleRateHz }, wholeClip, 1);
      expect(values[0].length).toBe(162);
      reference[name].forEach((expected, i) => {
        const difference = Math.abs(values[0][i] - expected);
        expect(difference, `${name} ${wholeClip.name} ${i}`).toBeLessThan(1e-3 * Math.abs(expected) + 1e-9);
      });
    }
  });

  const clip = { samples: voice(150_000, 48_000), sampleRateHz: 48_000 };
  const rows = computeFeatureRows(clip, STUDY_162, 7);

  test('has three rows of 162 named values', () => {
    expect(rows.rowNames).toEqual(['plain', 'noise', 'stretch-pitch']);
    expect(rows.columnNames.length).toBe(162);
    expect(new Set(rows.columnNames).size).toBe(162);
    expect(rows.columnNames.slice(0, 2)).toEqual(['zeroCrossingRate', 'chromaStft.0']);
    expect(rows.frameCounts).toEqual([1, 1, 1]);
    for (const row of rows.values) expect(row.every(Number.isFinite)).toBe(true);
  });

  test('equal seeds give equal rows, another clip seed or recipe seed other noise but the same plain row', () => {
    expect(computeFeatureRows(clip, STUDY_162, 7).values).toEqual(rows.values);
    for (const other of [
      computeFeatureRows(clip, STUDY_162, 8),
      computeFeatureRows(clip, { ...STUDY_162, seed: 1 }, 7),
    ]) {
      expect(other.values[0]).toEqual(rows.values[0]);
      expect(other.values[1]).not.toEqual(rows.values[1]);
      expect(other.values[2]).toEqual(rows.values[2]);
    }
  });

  test('a row does not depend on the rows beside it', () => {
    const twoRows = { ...STUDY_162, rows: STUDY_162.rows.filter((row) => row.name !== 'stretch-pitch') };
    expect(computeFeatureRows(clip, twoRows, 7).values[1]).toEqual(rows.values[1]);
  });

  test('the reported choices rebuild a row', () => {
    const [noise] = rows.augmentations[1];
    expect(noise).toMatchObject({ kind: 'noise' });
    expect(rows.augmentations[2]).toEqual([
      { kind: 'time-stretch', rate: 0.8 },
      { kind: 'pitch-shift', steps: 0.7 },
    ]);
    const samples = Float64Array.from(voice(5000, 22_050));
    const once = applyAugmentation(samples, 22_050, noise);
    expect(applyAugmentation(samples, 22_050, noise)).toEqual(once);
    expect(once).not.toEqual(samples);
  });

  test('the bytes of a file give the same rows as its samples', () => {
    const bytes = encodeWav16(clip.samples, 48_000);
    const fromWav = new RecipeExtractor(STUDY_162_PLAIN).computeFromWav(bytes, 7);
    const rounded = clip.samples.map((sample) => Math.round(sample * 32_768) / 32_768);
    expect(fromWav).toEqual(computeFeatureRows({ samples: rounded, sampleRateHz: 48_000 }, STUDY_162_PLAIN, 7));
  });

  test('a clip that ends before offset and duration gives the features of what there is', () => {
    const short = { samples: clip.samples.slice(0, 60_000), sampleRateHz: 48_000 };
    const tail = { samples: clip.samples.slice(28_800, 60_000), sampleRateHz: 48_000 };
    expect(computeFeatureRows(short, STUDY_162_PLAIN, 1).values).toEqual(computeFeatureRows(tail, wholeClip, 1).values);
  });

  test('a clip that ends before the offset, and one with NaN, are named errors', () => {
    const empty = { samples: new Float32Array(1000), sampleRateHz: 48_000 };
    expect(() => computeFeatureRows(empty, STUDY_162, 1)).toThrow(EmptyAudioError);
    const broken = clip.samples.slice();
    broken[40_000] = Number.NaN;
    expect(() => computeFeatureRows({ samples: broken, sampleRateHz: 48_000 }, STUDY_162, 1)).toThrow(
      NonFiniteAudioError,
    );
  });

  test('silence, a constant, full-scale clipping and one sample give finite rows', () => {
    const signals = [
      new Float32Array(30_000),
      new Float32Array(30_000).fill(0.5),
      Float32Array.from({ length: 30_000 }, (_, i) => (i % 100 < 50 ? 1 : -1)),
      Float32Array.of(0.3),
    ];
    for (const samples of signals) {
      const { values } = computeFeatureRows({ samples, sampleRateHz: 22_050 }, { ...STUDY_162, offsetSec: 0 }, 1);
      for (const row of values) expect(row.every(Number.isFinite)).toBe(true);
    }
  });

  test('neither the clip nor the recipe is changed', () => {
    const samples = clip.samples.slice();
    const recipe = structuredClone(STUDY_162);
    computeFeatureRows({ samples, sampleRateHz: 48_000 }, recipe, 3);
    expect(samples).toEqual(clip.samples);
    expect(recipe).toEqual(RecipeSchema.parse(STUDY_162));
  });
});
