import { DomainError } from '@voxboard/domain';

/** Thrown when a clip holds no sample in the part a recipe reads, so that no feature exists. */
export class EmptyAudioError extends DomainError {
  readonly code = 'EMPTY_AUDIO';
}

/** Thrown when a clip holds NaN or infinite samples: every feature would be NaN. */
export class NonFiniteAudioError extends DomainError {
  readonly code = 'NON_FINITE_AUDIO';
  constructor(
    /** Index of the first such sample. */
    readonly sampleIndex: number,
  ) {
    super(`Sample ${sampleIndex} is not a finite number. Export the recording again or leave the clip out.`);
  }
}

/** Thrown when a recipe asks for settings that contradict each other. */
export class UnsupportedRecipeError extends DomainError {
  readonly code = 'UNSUPPORTED_RECIPE';
}
