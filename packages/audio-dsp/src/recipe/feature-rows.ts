import type { DrawnAugmentation } from '../augmentation/augmentation.js';

/** A clip as `computeFeatureRows` takes it: mono samples, −1…1. */
export interface ClipAudio {
  readonly samples: Float32Array | Float64Array;
  readonly sampleRateHz: number;
}

/** What a recipe makes of one clip: a row for each of its augmentation rows, the plain one first. */
export interface FeatureRows {
  readonly rowNames: readonly string[];
  /** Names of the values of one frame. */
  readonly columnNames: readonly string[];
  /** Frames of each row; 1 where a recipe aggregates over time. */
  readonly frameCounts: readonly number[];
  /** Frames of each row that are not zero padding up to the recipe's frame count. */
  readonly validFrameCounts: readonly number[];
  /** Of each row, frames × columns, row-major. */
  readonly values: readonly Float32Array[];
  /** The rate the features were computed at. */
  readonly sampleRateHz: number;
  /** Every random choice made, so that a row can be rebuilt. */
  readonly augmentations: readonly (readonly DrawnAugmentation[])[];
}
