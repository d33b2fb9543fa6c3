import type { LocalBlobStore } from '@voxboard/blob-store';
import type { DatasetRepository, FeatureSet } from '@voxboard/db';
import { ClipLabelsSchema, DomainError, type ExperimentConfig, type Fold, RecipeSchema } from '@voxboard/domain';
import { FeatureMatrixReader } from '@voxboard/extraction';
import { composeRequest, type TrainRequest } from '@voxboard/trainer';

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

/** A request whose rows are read from the blob store while it is trained. */
export interface OpenedRequest {
  readonly request: TrainRequest;
  /** Closes the matrix. */
  close(): void;
}

/** Opens all that one training needs: the matrix by its hash, labels by task, the fold's rows. */
export async function openTrainRequest(
  datasets: DatasetRepository,
  blobs: LocalBlobStore,
  { config, fold, seed, featureSet }: TrainingInputs,
): Promise<OpenedRequest> {
  const clips = (await datasets.clips(featureSet.datasetVersionId)).map((clip) => ClipLabelsSchema.parse(clip));
  const { rowsPerClip, columnNames } = featureSet;
  const matrix = await openMatrix(blobs, featureSet, clips.length);
  const recipe = RecipeSchema.parse(featureSet.recipe);
  const request = composeRequest({ config, fold, seed, clips, matrix, rowsPerClip, columnNames, recipe });
  return { request, close: () => matrix.close() };
}

async function openMatrix(
  blobs: LocalBlobStore,
  { matrixSha256, rowsPerClip, rowShape }: FeatureSet,
  clipCount: number,
): Promise<FeatureMatrixReader> {
  const expected = [clipCount * rowsPerClip, ...rowShape];
  if (matrixSha256 === null) throw new FeatureMatrixMismatchError([], expected);
  const matrix = new FeatureMatrixReader(await blobs.verifiedPath(matrixSha256));
  const found = [matrix.rowCount, ...matrix.shape];
  if (found.join() === expected.join()) return matrix;
  matrix.close();
  throw new FeatureMatrixMismatchError(found, expected);
}
