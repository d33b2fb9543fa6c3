import { DomainError } from '@voxboard/domain';

/** Thrown when a signal needs more working memory than there is. */
export class AudioTooLongError extends DomainError {
  readonly code = 'AUDIO_TOO_LONG';
  constructor(
    readonly neededBytes: number,
    options: { cause?: unknown } = {},
  ) {
    super(
      `The clip needs ${Math.ceil(neededBytes / 2 ** 20)} MiB of working memory, more than there is. Cut it into shorter clips.`,
      options,
    );
  }
}
