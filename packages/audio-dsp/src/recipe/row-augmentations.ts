import { type AugmentationRow, type Recipe, Rng } from '@voxboard/domain';
import { type DrawnAugmentation, drawAugmentation } from '../augmentation/augmentation.js';

/** One augmentation row of a recipe with every random choice made for one clip. */
export interface DrawnRow {
  readonly name: string;
  /** In the order they are applied; none for the plain row. */
  readonly augmentations: readonly DrawnAugmentation[];
}

/**
 * The seed of a clip's random choices: it depends on what the clip sounds like, not on its place, so that a row can be
 * rebuilt from the clip alone.
 * @param sha256 of the file, in hex
 */
export function clipSeedOf(sha256: string): number {
  return Number.parseInt(sha256.slice(0, 8), 16);
}

/** What a recipe does to one clip, row by row; needs no samples. */
export function drawRows(recipe: Recipe, clipSeed: number): DrawnRow[] {
  const clipRng = new Rng(recipe.seed).fork(`clip ${clipSeed}`);
  return recipe.rows.map((row) => ({ name: row.name, augmentations: drawRow(row, clipRng) }));
}

function drawRow(row: AugmentationRow, clipRng: Rng): DrawnAugmentation[] {
  const rng = clipRng.fork(`row ${row.name}`);
  return row.steps.map((step) => drawAugmentation(step, rng));
}
