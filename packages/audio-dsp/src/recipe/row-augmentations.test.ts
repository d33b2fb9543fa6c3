import { STUDY_162 } from '@voxboard/domain';
import { describe, expect, test } from 'vitest';
import { addNoise } from '../augmentation/effects.js';
import { tone } from '../testing/test-signals.js';
import { encodeWav16 } from '../wav/encode-wav.js';
import { RecipeExtractor } from './compute-feature-rows.js';
import { clipSeedOf, drawRows } from './row-augmentations.js';

const wav = encodeWav16(new Float32Array(tone(22_050 * 4, 22_050, 300)), 22_050);
const SEED = clipSeedOf(`0000002a${'0'.repeat(56)}`);

describe('the rows of a recipe', () => {
  test('are drawn without samples, and are what the features were computed from', () => {
    expect(SEED).toBe(42);
    const extractor = new RecipeExtractor(STUDY_162);
    const rows = drawRows(STUDY_162, SEED);
    expect(rows.map(({ name }) => name)).toEqual(['plain', 'noise', 'stretch-pitch']);
    expect(extractor.computeFromWav(wav, SEED).augmentations).toEqual(rows.map(({ augmentations }) => augmentations));
    expect(drawRows(STUDY_162, SEED + 1)[1]).not.toEqual(rows[1]);
  });

  test('can be rendered: the plain one cleaned and cut, the noisy one as its parameters say', () => {
    const extractor = new RecipeExtractor(STUDY_162);
    const plain = extractor.renderFromWav(wav, SEED, 0);
    expect(plain.length).toBe(Math.trunc(2.5 * 22_050));
    const [noise] = drawRows(STUDY_162, SEED)[1].augmentations;
    if (noise?.kind !== 'noise') throw new Error('the second row is the noisy one');
    expect(extractor.renderFromWav(wav, SEED, 1)).toEqual(addNoise(plain, noise.level, noise.seed));
    expect(() => extractor.renderFromWav(wav, SEED, 3)).toThrow(RangeError);
  });
});
