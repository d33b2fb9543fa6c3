import type { ClipLabels, Recipe } from '@voxboard/domain';
import { clipSeedOf, drawRows } from './row-augmentations.js';

/** A clip as the index of a feature matrix names it. */
export interface IndexedClip extends Omit<ClipLabels, 'gender' | 'emotion' | 'intensity'> {
  readonly position: number;
  readonly path: string;
  readonly sha256: string;
  readonly gender: string | null;
  readonly emotion: string | null;
  readonly intensity: string | null;
}

/** Columns that say what a row of a feature matrix is. */
export const ROW_INDEX_COLUMNS = [
  'row',
  'clip',
  'path',
  'sha256',
  'augmentation',
  'parameters',
  'speaker',
  'gender',
  'emotion',
  'intensity',
  'statement',
  'repetition',
] as const;

/** The columns' values, in their order. */
export type RowIndexEntry = readonly (string | number | null)[];

/**
 * What a clip's rows are: place in the matrix, the clip, the augmentation row by name with the parameters drawn for it
 * (JSON list, empty for the plain row), and the labels. A pure function of clip and recipe.
 */
export function rowIndexOf(clip: IndexedClip, recipe: Recipe): RowIndexEntry[] {
  return drawRows(recipe, clipSeedOf(clip.sha256)).map(({ name, augmentations }, row) => [
    clip.position * recipe.rows.length + row,
    clip.position,
    clip.path,
    clip.sha256,
    name,
    JSON.stringify(augmentations),
    clip.speaker,
    clip.gender,
    clip.emotion,
    clip.intensity,
    clip.statement,
    clip.repetition,
  ]);
}

/**
 * Frames of a row that are not padding: rows of a matrix are padded with frames of zeros at their end, which no sound
 * gives in every feature at once.
 * @param row frames × columns, row-major
 */
export function countValidFrames(row: Float32Array, columnCount: number): number {
  let end = row.length;
  while (end > 0 && row[end - 1] === 0) end--;
  return Math.ceil(end / columnCount);
}
