import {
  RECIPE_PRESETS,
  RecipeSchema,
  STUDY_HYBRID_166,
  STUDY_RAW_144000,
  VOXBOARD_803,
  VOXBOARD_FRAMES_86,
} from '@voxboard/domain';
import { describe, expect, test } from 'vitest';
import { EmptyAudioError, UnsupportedRecipeError } from '../audio-errors.js';
import { clean } from '../cleaning/clean.js';
import { normalisePeak } from '../cleaning/levels.js';
import { delta } from '../features/delta.js';
import { voice, white } from '../testing/test-signals.js';
import { computeFeatureRows, RecipeExtractor } from './compute-feature-rows.js';

const clip = { samples: voice(96_000, 48_000), sampleRateHz: 48_000 };

describe.each(RECIPE_PRESETS.map((recipe) => [recipe.name, recipe] as const))('%s', (_, recipe) => {
  const rows = computeFeatureRows(clip, recipe, 11);

  test('gives every row finite values of the shape it announces', () => {
    expect(rows.rowNames).toEqual(recipe.rows.map((row) => row.name));
    expect(new Set(rows.columnNames).size).toBe(rows.columnNames.length);
    rows.values.forEach((values, i) => {
      expect(values.length).toBe(rows.frameCounts[i] * rows.columnNames.length);
      expect(rows.validFrameCounts[i]).toBeLessThanOrEqual(rows.frameCounts[i]);
      expect(values.every(Number.isFinite)).toBe(true);
    });
    expect(rows.sampleRateHz).toBe(recipe.sampleRateHz);
  });

  test('gives the same values again, from another extractor too', () => {
    expect(new RecipeExtractor(recipe).compute(clip, 11)).toEqual(rows);
  });
});

describe('shapes', () => {
  test('study-hybrid-166 has 166 columns, as many frames as the clip has, fewer for shorter ones', () => {
    const plain = { ...STUDY_HYBRID_166, rows: STUDY_HYBRID_166.rows.slice(0, 1) };
    const long = computeFeatureRows(clip, plain, 1);
    const short = computeFeatureRows({ ...clip, samples: clip.samples.slice(0, 40_000) }, plain, 1);
    expect(long.columnNames.length).toBe(166);
    expect(long.frameCounts[0]).toBeGreaterThan(short.frameCounts[0]);
  });

  test('study-raw-144000 is the clip without long silences, peak 1, padded to three seconds', () => {
    const { values, columnNames, frameCounts, validFrameCounts } = computeFeatureRows(clip, STUDY_RAW_144000, 1);
    expect(columnNames).toEqual(['waveform']);
    expect(frameCounts).toEqual([144_000]);
    expect(validFrameCounts).toEqual([144_000]);
    const kept = clean(clip.samples, 48_000, [{ kind: 'non-silent', thresholdDbfs: -50, minSilenceSec: 0.5 }]);
    const expected = new Float32Array(144_000);
    expected.set(normalisePeak(kept));
    expect(values[0]).toEqual(expected);
  });

  test('voxboard-803 has 803 values in each of five rows; a speed copy is shorter by its rate', () => {
    const { values, columnNames, augmentations } = computeFeatureRows(clip, VOXBOARD_803, 1);
    expect(values.map((row) => row.length)).toEqual([803, 803, 803, 803, 803]);
    expect(augmentations[4]).toEqual([{ kind: 'speed', rate: 1.15 }]);
    const total = columnNames.indexOf('duration.totalSec');
    expect(values[0][total] / values[4][total]).toBeCloseTo(1.15, 1);
  });

  test('voxboard-frames-86 averages pairs, pads with zeros and says how many frames are real', () => {
    const { values, frameCounts, validFrameCounts, columnNames } = computeFeatureRows(clip, VOXBOARD_FRAMES_86, 1);
    expect(columnNames.length).toBe(86);
    expect(frameCounts[0]).toBe(144);
    const valid = validFrameCounts[0];
    expect(valid).toBeLessThan(144);
    expect(values[0].subarray(valid * 86).every((value) => value === 0)).toBe(true);
    const single = {
      ...VOXBOARD_FRAMES_86,
      aggregation: { kind: 'frames' as const, frameCount: null, pairAverage: false },
    };
    const all = computeFeatureRows(clip, single, 1);
    expect(valid).toBe(Math.ceil(all.frameCounts[0] / 2));
    expect(values[0][86 + 5]).toBeCloseTo((all.values[0][2 * 86 + 5] + all.values[0][3 * 86 + 5]) / 2, 5);
  });

  test('every feature a recipe may name has its columns, mean and deviation', () => {
    const recipe = RecipeSchema.parse({
      name: 'everything',
      version: 1,
      sampleRateHz: 16_000,
      cleaning: [],
      rows: [{ name: 'plain', steps: [] }],
      features: [
        { name: 'zeroCrossingRate' },
        { name: 'chromaStft' },
        { name: 'mfcc', count: 13 },
        { name: 'mfcc', count: 13, delta: 1 },
        { name: 'mfcc', count: 13, delta: 2 },
        { name: 'rms' },
        { name: 'melSpectrogram', count: 40 },
        { name: 'logMelSpectrogram', count: 40 },
        { name: 'spectralContrast' },
        { name: 'tonnetz' },
        { name: 'spectralCentroid' },
        { name: 'spectralBandwidth' },
        { name: 'spectralRolloff' },
        { name: 'spectralFlatness' },
        { name: 'pitch' },
        { name: 'pyin' },
        { name: 'voxboardDescriptors' },
      ],
      aggregation: { kind: 'mean-std' },
    });
    const { values, columnNames } = computeFeatureRows(clip, recipe, 1);
    expect(columnNames.length).toBe(2 * (1 + 12 + 3 * 13 + 1 + 40 + 40 + 7 + 6 + 1 + 1 + 1 + 1 + 1 + 2 + 22));
    expect(columnNames.slice(0, 3)).toEqual(['zeroCrossingRate.mean', 'zeroCrossingRate.std', 'chromaStft.0.mean']);
    expect(values[0].every(Number.isFinite)).toBe(true);
    expect(new Set(columnNames).size).toBe(columnNames.length);
    expect(columnNames).toContain('mfccDelta.0.mean');
    expect(columnNames).toContain('mfccDeltaDelta.12.std');
    expect(columnNames).toContain('pyin.voicedProb.mean');
  });

  test('the rate of change of a feature is librosa’s, and clips shorter than its fit have one too', () => {
    const base = { ...STUDY_HYBRID_166, cleaning: [], rows: STUDY_HYBRID_166.rows.slice(0, 1) };
    const plain = computeFeatureRows(clip, { ...base, features: [{ name: 'rms' }] }, 1);
    const changed = computeFeatureRows(clip, { ...base, features: [{ name: 'rms', delta: 1 }] }, 1);
    const column = { frameCount: plain.frameCounts[0], columnCount: 1, values: Float64Array.from(plain.values[0]) };
    const expected = delta(column).values;
    changed.values[0].forEach((value, frame) => {
      expect(Math.abs(value - expected[frame])).toBeLessThan(1e-7);
    });
    const short = { ...clip, samples: clip.samples.slice(0, 4000) };
    const few = computeFeatureRows(short, { ...base, features: [{ name: 'rms', delta: 2 }] }, 1);
    expect(few.frameCounts[0]).toBeLessThan(9);
    expect(few.values[0].every(Number.isFinite)).toBe(true);
  });
});

describe('recipes that cannot be computed', () => {
  test.each([
    { ...STUDY_RAW_144000, aggregation: { kind: 'mean' as const } },
    { ...VOXBOARD_803, aggregation: { kind: 'samples' as const, sampleCount: 100 } },
    { ...VOXBOARD_803, features: VOXBOARD_803.features.slice(0, 1) },
  ])('features and aggregation that do not go together are a named error', (recipe) => {
    expect(() => new RecipeExtractor(recipe)).toThrow(UnsupportedRecipeError);
  });

  test('a clip of which cleaning leaves nothing is a named error, unless it is padded: the study kept such clips as zeros', () => {
    const silent = { samples: new Float32Array(96_000), sampleRateHz: 48_000 };
    const unpadded = { ...STUDY_RAW_144000, cleaning: STUDY_RAW_144000.cleaning.slice(0, 1) };
    expect(() => computeFeatureRows(silent, unpadded, 1)).toThrow(EmptyAudioError);
    expect(computeFeatureRows(silent, STUDY_RAW_144000, 1).values[0].every((value) => value === 0)).toBe(true);
  });

  test('clips of every length from one sample on are no special case', () => {
    for (const count of [1, 2, 100, 511, 2049, 5000]) {
      const short = { samples: Float32Array.from(white(count, count)), sampleRateHz: 22_050 };
      for (const recipe of [STUDY_HYBRID_166, VOXBOARD_803]) {
        for (const row of computeFeatureRows(short, recipe, 1).values) expect(row.every(Number.isFinite)).toBe(true);
      }
    }
  });
});
