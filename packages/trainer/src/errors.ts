import { DomainError } from '@voxboard/domain';

export { MalformedModelError, ShapeMismatchError } from '@voxboard/inference';

/** Thrown when the signal was aborted; the run stopped between two batches and nothing more will be reported. */
export class TrainingCanceledError extends DomainError {
  readonly code = 'TRAINING_CANCELED';
  constructor() {
    super('The training was canceled. What was reported until then stays; a run of a server can be resumed.');
  }
}

/** Thrown when the loss or a gradient is no longer a finite number. */
export class DivergedError extends DomainError {
  readonly code = 'TRAINING_DIVERGED';
  constructor(
    readonly epoch: number,
    readonly batch: number,
  ) {
    super(
      `The loss or a gradient was no longer a finite number in epoch ${epoch + 1}, batch ${batch + 1}. ` +
        'Lower the learning rate, set clipNorm, or turn standardize on.',
      { path: ['hyperparameters', 'learningRate'] },
    );
  }
}

/** Thrown when a feature that would be trained or tested on is NaN or infinite. */
export class NonFiniteFeatureError extends DomainError {
  readonly code = 'NON_FINITE_FEATURE';
  constructor(
    readonly clip: number,
    readonly augmentation: number,
    readonly column: string,
    readonly value: number,
  ) {
    super(
      `Feature "${column}" of clip ${clip} (row ${augmentation}) is ${value}. ` +
        'Compute the feature set again, or exclude the clip.',
      { path: ['features', String(clip), column] },
    );
  }
}

/** Thrown when the training part holds fewer than two classes: there is nothing to tell apart. */
export class SingleClassError extends DomainError {
  readonly code = 'SINGLE_CLASS';
  constructor(readonly label: string) {
    super(
      `All training rows are "${label}". Choose a protocol or dataset whose training part has two classes or more.`,
    );
  }
}

/** Thrown when a part of the fold that is needed holds no rows. */
export class EmptySplitError extends DomainError {
  readonly code = 'EMPTY_SPLIT';
  constructor(
    readonly split: 'TRAIN' | 'VALIDATION' | 'TEST',
    why: string,
  ) {
    super(`The ${split.toLowerCase()} part of the fold is empty, but ${why}. Choose fewer folds or other fractions.`, {
      path: ['fold', split.toLowerCase()],
    });
  }
}

/** Thrown when a clip's class index is not an index into the label names. */
export class LabelOutOfRangeError extends DomainError {
  readonly code = 'LABEL_OUT_OF_RANGE';
  constructor(
    readonly clip: number,
    readonly label: number,
    readonly classCount: number,
  ) {
    super(`Clip ${clip} has class ${label}, but there are ${classCount} labels (0 to ${classCount - 1}).`, {
      path: ['labels', String(clip)],
    });
  }
}

/** Thrown when a row is named that the feature set does not have. */
export class UnknownRowError extends DomainError {
  readonly code = 'UNKNOWN_ROW';
  constructor(
    readonly clip: number,
    readonly augmentation: number,
  ) {
    super(
      `The fold names row ${augmentation} of clip ${clip}, which the feature set does not hold. Compute it first.`,
      {
        path: ['fold'],
      },
    );
  }
}

/** Thrown when a backend was asked for by name and cannot be used here. */
export class BackendUnavailableError extends DomainError {
  readonly code = 'BACKEND_UNAVAILABLE';
  constructor(
    readonly backend: string,
    readonly reason: string,
  ) {
    super(`Training backend "${backend}" cannot be used: ${reason}`);
  }
}

/** Thrown when the graphics device reported an error; its results can no longer be trusted, so the run ends. */
export class GpuDeviceError extends DomainError {
  readonly code = 'GPU_DEVICE_FAILED';
  constructor(readonly reason: string) {
    super(
      `The graphics device failed: ${reason.trim()}. Launch the run again; if it fails again, use another backend: ` +
        'VOXBOARD_BACKEND=wasm+ort.',
    );
  }
}

/** Thrown when no backend at all passes its self-test. */
export class NoBackendError extends DomainError {
  readonly code = 'NO_BACKEND';
  constructor(readonly refusals: readonly { readonly name: string; readonly reason: string }[]) {
    super(
      `No training backend works on this machine: ${refusals.map((r) => `${r.name}: ${r.reason}`).join('; ')}. ` +
        'Reinstall with `npm ci`, or choose one by name to see its error in full.',
    );
  }
}

/** Thrown when a backend computes, but wrongly: its self-test's losses are not the known ones. */
export class SelfTestFailedError extends DomainError {
  readonly code = 'BACKEND_SELF_TEST_FAILED';
  constructor(
    readonly expected: readonly number[],
    readonly actual: readonly number[],
  ) {
    super(
      `The self-test's losses are ${actual.join(', ')} where ${expected.join(', ')} are known to be right. ` +
        'Use another backend.',
    );
  }
}

/** Thrown when a checkpoint is damaged or belongs to another training. */
export class MalformedCheckpointError extends DomainError {
  readonly code = 'MALFORMED_CHECKPOINT';
}

/** Thrown before the start when a training would not fit into memory however small its batches are cut. */
export class NotEnoughMemoryError extends DomainError {
  readonly code = 'NOT_ENOUGH_MEMORY';
  constructor(
    readonly neededMb: number,
    readonly availableMb: number,
  ) {
    super(
      `Training needs about ${neededMb} MB, but ${availableMb} MB can be had. ` +
        'Choose a smaller width, batch size or input, or another backend.',
      { path: ['hyperparameters', 'batchSize'] },
    );
  }
}

/** Thrown when a thread of the fused kernels failed; the run ends, because its weights can no longer be trusted. */
export class FusedKernelError extends DomainError {
  readonly code = 'FUSED_KERNEL_FAILED';
  constructor(readonly reason: string) {
    super(`A training thread failed: ${reason}. Launch the run again; if it fails again, use another backend.`);
  }
}
