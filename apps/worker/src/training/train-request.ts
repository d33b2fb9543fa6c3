import { decodeNpy } from '@voxboard/audio-dsp';
import type { Clip, DatasetRepository, FeatureSet } from '@voxboard/db';
import {
  type BlobStore,
  ClipLabelsSchema,
  DomainError,
  type ExperimentConfig,
  type Fold,
  labelNames,
  labelOf,
  RecipeSchema,
} from '@voxboard/domain';
import type { FeatureRows, TrainRequest } from '@voxboard/trainer';

/** Thrown when the stored matrix does not have the rows its feature set promises: it must be computed again. */
export class FeatureMatrixMismatchError extends DomainError {
  readonly code = 'FEATURE_MATRIX_MISMATCH';
  constructor(found: readonly number[], expected: readonly number[]) {
    super(
      `The stored feature matrix has shape (${found.join(', ')}), not (${expected.join(', ')}). Compute the feature set again.`,
    );
  }
}

export interface TrainingInputs {
  readonly config: ExperimentConfig;
  readonly fold: Fold;
  readonly seed: number;
  readonly featureSet: FeatureSet;
}

/** Reads all that one training needs: the matrix by its hash, labels by task, the fold's rows. */
export async function loadTrainRequest(
  datasets: DatasetRepository,
  blobs: BlobStore,
  inputs: TrainingInputs,
): Promise<TrainRequest> {
  const { config, fold, seed, featureSet } = inputs;
  const clips = await datasets.clips(featureSet.datasetVersionId);
  const names = labelNames(
    config.task,
    clips.map((clip) => clip.speaker),
  );
  return {
    config,
    fold,
    seed,
    features: await loadFeatures(blobs, featureSet, clips.length),
    labels: clips.map((clip) => indexOfLabel(clip, config, names)),
    labelNames: names,
    clipCount: clips.length,
    recipe: RecipeSchema.parse(featureSet.recipe),
  };
}

/** −1 where the corpus does not say: the trainer refuses a fold that holds such a clip. */
function indexOfLabel(clip: Clip, { task }: ExperimentConfig, names: readonly string[]): number {
  const label = labelOf(ClipLabelsSchema.parse(clip), task);
  return label === null ? -1 : names.indexOf(label);
}

async function loadFeatures(blobs: BlobStore, featureSet: FeatureSet, clipCount: number): Promise<FeatureRows> {
  if (featureSet.matrixSha256 === null) throw new FeatureMatrixMismatchError([], [clipCount, ...featureSet.rowShape]);
  const { shape, data } = decodeNpy(await blobs.get(featureSet.matrixSha256));
  const { rowsPerClip, rowShape } = featureSet;
  const expected = [clipCount * rowsPerClip, ...rowShape];
  if (!(data instanceof Float32Array) || shape.join() !== expected.join()) {
    throw new FeatureMatrixMismatchError(shape, expected);
  }
  return {
    values: data,
    shape: rowShape,
    columnNames: featureSet.columnNames,
    rowIndex: (clip, augmentation) => (augmentation < rowsPerClip ? clip * rowsPerClip + augmentation : null),
  };
}
