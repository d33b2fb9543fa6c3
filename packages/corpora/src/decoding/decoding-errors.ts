import { DomainError } from '@voxboard/domain';
import type { AudioFormat } from './audio-format.js';

/** Thrown when bytes start like no recording at all. */
export class UnknownAudioFormatError extends DomainError {
  readonly code = 'UNKNOWN_AUDIO_FORMAT';
  /** Where the signature was looked for. */
  readonly byteOffset = 0;
  constructor(startsWith: string) {
    super(
      `This is no recording: it starts with ${startsWith} (at byte 0), which is not a WAV file and not FLAC, MP3, Ogg, MP4/M4A, WebM, AAC, AIFF, CAF or WMA. Export it as WAV.`,
    );
  }
}

/** Thrown when a recording is damaged so that it cannot be decoded, or not to its end. */
export class CorruptAudioError extends DomainError {
  readonly code = 'CORRUPT_AUDIO';
  constructor(
    readonly format: AudioFormat,
    why: string,
    /** About where in the file decoding stopped: no later than the damage, at most one packet or 16 KiB before it. */
    readonly byteOffset: number,
    options: { cause?: unknown } = {},
  ) {
    super(
      `The ${format} recording is damaged: ${why} (near byte ${byteOffset}). Export it again from the original.`,
      options,
    );
  }
}

/** Thrown for a coding that only ffmpeg decodes here, on a machine without it. */
export class DecoderMissingError extends DomainError {
  readonly code = 'DECODER_MISSING';
  constructor(
    readonly format: AudioFormat,
    coding: string,
  ) {
    super(
      `Decoding ${coding} needs ffmpeg, which is not on the PATH. Install ffmpeg (apt install ffmpeg, brew install ffmpeg, winget install ffmpeg), or convert the recording to WAV or FLAC.`,
    );
  }
}

/** Thrown when a recording unpacks to more audio than allowed: by mistake, or made to exhaust memory. */
export class RecordingTooLongError extends DomainError {
  readonly code = 'RECORDING_TOO_LONG';
  constructor(readonly maxDurationSec: number) {
    super(`The recording is longer than the ${maxDurationSec} s that are decoded at most. Cut it into clips.`);
  }
}

/** Thrown when ffmpeg does not finish in time; it was killed. */
export class DecoderTimeoutError extends DomainError {
  readonly code = 'DECODER_TIMEOUT';
  constructor(readonly timeoutMs: number) {
    super(`ffmpeg did not decode the recording within ${timeoutMs / 1000} s and was stopped. Convert it to WAV.`);
  }
}
