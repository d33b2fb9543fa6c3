import { STUDY_162 } from '@voxboard/domain';
import { expect, test } from 'vitest';
import { clipSeedOf, drawRows } from './row-augmentations.js';
import { countValidFrames, ROW_INDEX_COLUMNS, rowIndexOf } from './row-index.js';

const CLIP = {
  position: 4,
  path: 'Actor_01/a.wav',
  sha256: '0000002a'.padEnd(64, '0'),
  speaker: '01',
  gender: 'male',
  emotion: 'calm',
  intensity: null,
  statement: 'kids',
  repetition: 2,
};

test('the index of a clip names each of its rows, with the parameters that rebuild it', () => {
  const entries = rowIndexOf(CLIP, STUDY_162);
  const column = (name: (typeof ROW_INDEX_COLUMNS)[number]) =>
    entries.map((entry) => entry[ROW_INDEX_COLUMNS.indexOf(name)]);
  expect(column('row')).toEqual([12, 13, 14]);
  expect(column('augmentation')).toEqual(['plain', 'noise', 'stretch-pitch']);
  expect(column('parameters').map((text) => JSON.parse(String(text)))).toEqual(
    drawRows(STUDY_162, clipSeedOf(CLIP.sha256)).map(({ augmentations }) => augmentations),
  );
  expect(column('intensity')).toEqual([null, null, null]);
  expect(entries.every((entry) => entry.length === ROW_INDEX_COLUMNS.length)).toBe(true);
});

test('frames of zeros at the end are padding, zeros elsewhere are not', () => {
  expect(countValidFrames(Float32Array.of(1, 0, 0, 0, 0, 2, 0, 0), 2)).toBe(3);
  expect(countValidFrames(Float32Array.of(0, 0, 0, 0), 2)).toBe(0);
  expect(countValidFrames(Float32Array.of(Number.NaN, Number.NaN), 2)).toBe(1);
});
