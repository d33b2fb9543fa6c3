import type { EpochReport, ExperimentConfig, Fold, Recipe } from '@voxboard/domain';
import type { TrainingBackend } from '../backends/training-backend.js';

/** A computed feature set: in memory, or read row by row from a file that would not fit. */
export interface FeatureRows {
  readonly rowCount: number;
  /** One row in C order, as long as the product of `shape`; it may be overwritten by the next call. */
  readonly row: (index: number) => Float32Array;
  /** Shape of one row: `[162]`, `[frames, features]`, `[samples, 1]`. */
  readonly shape: readonly number[];
  /** Index of a clip's row; null when the feature set lacks it. */
  readonly rowIndex: (clip: number, augmentation: number) => number | null;
  /** Names of the last axis' columns, or of the columns of rank-1 rows. */
  readonly columnNames: readonly string[];
}

/** One training: an experiment's configuration on one fold with one seed. */
export interface TrainRequest {
  readonly config: ExperimentConfig;
  readonly fold: Fold;
  readonly seed: number;
  readonly features: FeatureRows;
  /** Class index of each clip, as an index into `labelNames`. */
  readonly labels: ArrayLike<number>;
  readonly labelNames: readonly string[];
  readonly clipCount: number;
  /** Written beside the saved model, so that a recording can be put through the same features again. */
  readonly recipe?: Recipe | null;
  /** What `checkpoints.save` was last given, to go on from there; null or absent: from the start. */
  readonly checkpoint?: Uint8Array | null;
}

export interface CheckpointOptions {
  /**
   * Most of the training's time that checkpoints may take (0.02: 2 %): the next is made at the end of the epoch by which
   * the last one has paid off. Infinity: after every epoch. The last epoch makes none.
   */
  readonly maxShare: number;
  /** Awaited. `nextEpoch` epochs are done and reported. */
  readonly save: (checkpoint: Uint8Array, nextEpoch: number) => Promise<void>;
}

/** One training step. */
export interface BatchReport {
  readonly epoch: number;
  readonly batch: number;
  readonly batchCount: number;
  /** Mean over the batch's rows, before the step. */
  readonly loss: number;
  readonly learningRate: number;
}

export interface TrainOptions {
  readonly backend: TrainingBackend;
  readonly signal: AbortSignal;
  /** Milliseconds; measures epochs and stamps reports. */
  readonly now: () => number;
  /** Told of every batch; metrics of runs are by epoch. */
  readonly onBatch?: (report: BatchReport) => void;
  /** Absent: no checkpoints. */
  readonly checkpoints?: CheckpointOptions;
}

export interface TrainResult {
  readonly parameterCount: number;
  /** Those before a resumed checkpoint included. */
  readonly epochsRun: number;
  /** Zero-based epoch whose weights were kept. */
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
  /** Of the epochs since the start or the checkpoint. */
  readonly history: readonly EpochReport[];
  readonly validation: Readonly<Record<string, number>> | null;
  readonly test: Readonly<Record<string, number>>;
  readonly seconds: number;
}
