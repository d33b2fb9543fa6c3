import type { Split } from './metric.js';
import type { RunEvidence } from './run-evidence.js';

/** Which engine trained, stated on every run. */
export interface BackendStatement {
  /** `tfjs-node-gpu`, `webgpu`, `wasm+ort`, `tfjs-node`, `wasm`, `cpu`. */
  readonly name: string;
  /** GPU or CPU model as the driver states it. */
  readonly device: string;
  readonly threads: number;
  /** Library name → version. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Metrics of one epoch. A measurement that was not made is absent; NaN means it was made and is not a number. */
export interface EpochReport {
  /** Zero-based. */
  readonly epoch: number;
  readonly epochCount: number;
  readonly metrics: ReadonlyArray<{ readonly key: string; readonly split: Split; readonly value: number }>;
  readonly timestampMs: number;
}

/** `counts[actual][predicted]`, both in the order of `labels`. */
export interface ConfusionMatrix {
  readonly labels: readonly string[];
  readonly counts: readonly (readonly number[])[];
}

/** Precision, recall and F1 of one class; null where the denominator is zero. */
export interface ClassScores {
  readonly label: string;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
  readonly support: number;
}

/** What a model said of one row. `clip` and `augmentation` index the feature set; probabilities follow `labels`. */
export interface Prediction {
  readonly clip: number;
  readonly augmentation: number;
  readonly actual: number;
  readonly predicted: number;
  readonly probabilities: readonly number[];
}

/** A file a run leaves behind. */
export interface ArtifactFile {
  /** Forward slashes, relative: `model/model.json`. */
  readonly path: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface EvaluationReport {
  readonly split: Split;
  readonly metrics: Readonly<Record<string, number>>;
  readonly confusion: ConfusionMatrix;
  readonly classes: readonly ClassScores[];
  readonly predictions: readonly Prediction[];
}

/**
 * How the trainer tells the outside world what happens: the only thing it knows of storage. Calls come in order and
 * are awaited; a rejected call ends the run with that error.
 */
export interface RunReporter {
  onStarted(statement: { backend: BackendStatement; parameterCount: number; labels: readonly string[] }): Promise<void>;
  onEpochEnd(report: EpochReport): Promise<void>;
  onEvaluation(report: EvaluationReport): Promise<void>;
  /**
   * Once, after the last evaluation: which rows were really used for what. For the leak audit; reporters whose runs are
   * not audited leave it out.
   */
  onEvidence?(evidence: RunEvidence): Promise<void>;
  onArtifact(file: ArtifactFile): Promise<void>;
  onLog(line: string): Promise<void>;
}
