import { DomainError } from '@voxboard/domain';

/** Base of everything `decodeWav` and `readWavInfo` throw: the file is at fault, and `byteOffset` says where. */
export abstract class WavError extends DomainError {
  constructor(
    message: string,
    /** Position in the file, in bytes from its start, of the field that cannot be used. */
    readonly byteOffset: number,
  ) {
    super(`${message} (at byte ${byteOffset})`);
  }
}

/** Thrown when the bytes do not start as a RIFF/WAVE file. */
export class NotAWavFileError extends WavError {
  readonly code = 'NOT_A_WAV_FILE';
}

/** Thrown when a WAV file has no `fmt ` or no `data` chunk. */
export class MissingWavChunkError extends WavError {
  readonly code = 'MISSING_WAV_CHUNK';
  constructor(
    readonly chunkId: string,
    byteOffset: number,
  ) {
    super(`The WAV file has no "${chunkId}" chunk. It was probably cut short: export it again`, byteOffset);
  }
}

/** Thrown when a header field contradicts itself (no channels, a rate of zero, an impossible block size). */
export class CorruptWavHeaderError extends WavError {
  readonly code = 'CORRUPT_WAV_HEADER';
}

/** Thrown for a well-formed file in a coding this decoder does not read. */
export class UnsupportedWavFormatError extends WavError {
  readonly code = 'UNSUPPORTED_WAV_FORMAT';
}
