import { type ClipLabels, type ExperimentConfig, type Fold, labelNames, labelOf, type Recipe } from '@voxboard/domain';
import type { FeatureRows, TrainRequest } from './train-request.js';

/** What a training is made of, wherever it comes from. */
export interface RequestParts {
  readonly config: ExperimentConfig;
  readonly fold: Fold;
  readonly seed: number;
  /** Of the dataset version, in its order. */
  readonly clips: readonly ClipLabels[];
  /** Rows clip by clip: the plain one first, then the augmented ones. */
  readonly matrix: Pick<FeatureRows, 'row' | 'rowCount' | 'shape'>;
  readonly rowsPerClip: number;
  readonly columnNames: readonly string[];
  readonly recipe: Recipe;
  readonly checkpoint?: Uint8Array | null;
}

/** The request of one run: labels by task, rows by clip. A clip without a label gets −1, which the trainer refuses. */
export function composeRequest(parts: RequestParts): TrainRequest {
  const { config, fold, seed, clips, matrix, rowsPerClip, columnNames, recipe } = parts;
  const names = labelNames(
    config.task,
    clips.map((clip) => clip.speaker),
  );
  return {
    config,
    fold,
    seed,
    features: {
      row: matrix.row,
      rowCount: matrix.rowCount,
      shape: matrix.shape,
      columnNames,
      rowIndex: (clip, augmentation) => (augmentation < rowsPerClip ? clip * rowsPerClip + augmentation : null),
    },
    labels: clips.map((clip) => {
      const label = labelOf(clip, config.task);
      return label === null ? -1 : names.indexOf(label);
    }),
    labelNames: names,
    clipCount: clips.length,
    recipe,
    checkpoint: parts.checkpoint ?? null,
  };
}
