import type { AudioFormat } from './audio-format.js';

/** A recording as features read it: mono, at the rate it was recorded with. */
export interface DecodedRecording {
  /** The mean of the channels, −1…1 (lossy codings may exceed it a little). */
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  /** Channels in the file, before the mix-down. */
  readonly channelCount: number;
  /** Of `samples`, in seconds. */
  readonly durationSec: number;
  readonly format: AudioFormat;
  /** The file promises more than it holds; what is there was decoded. */
  readonly isTruncated: boolean;
}

/** The samples of a whole recording, before a section of them is taken. */
export interface DecodedSamples {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  readonly channelCount: number;
  readonly isTruncated: boolean;
}

export interface DecodingLimits {
  readonly maxDurationSec: number;
  readonly signal: AbortSignal | null;
}
