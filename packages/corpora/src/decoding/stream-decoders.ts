import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { OggVorbisDecoder } from '@wasm-audio-decoders/ogg-vorbis';
import { MPEGDecoder } from 'mpg123-decoder';
import type { AudioFormat } from './audio-format.js';
import type { DecodedSamples, DecodingLimits } from './decoded-recording.js';
import { CorruptAudioError } from './decoding-errors.js';
import { MonoCollector } from './mono-collector.js';
import { isOggEnded } from './ogg-end.js';
import { quietly } from './quietly.js';

/** Formats whose decoders take the file as it is, in pieces. */
export type StreamFormat = Extract<AudioFormat, 'flac' | 'ogg-flac' | 'mp3' | 'vorbis'>;

interface DecodedPiece {
  readonly channelData: readonly Float32Array[];
  readonly samplesDecoded: number;
  readonly sampleRate: number;
  readonly bitDepth?: number;
  readonly errors: readonly { readonly message: string }[];
}

interface StreamDecoder {
  readonly ready: Promise<void>;
  decode(bytes: Uint8Array): Promise<DecodedPiece> | DecodedPiece;
  flush?(): Promise<DecodedPiece>;
  free(): void;
}

/** Small enough to tell where a file is damaged and to stop soon when it unpacks to too much. */
const PIECE_BYTES = 16 * 1024;

/**
 * Decodes FLAC (also in Ogg), MP3 and Ogg Vorbis by WebAssembly builds of libFLAC, mpg123 and libvorbis.
 * @throws CorruptAudioError, RecordingTooLongError
 */
export async function decodeStream(
  bytes: Uint8Array,
  format: StreamFormat,
  limits: DecodingLimits,
): Promise<DecodedSamples> {
  const decoder = createDecoder(format);
  await decoder.ready;
  try {
    return await new StreamRun(decoder, format, limits).decode(bytes);
  } finally {
    decoder.free();
  }
}

function createDecoder(format: StreamFormat): StreamDecoder {
  if (format === 'mp3') return new MPEGDecoder();
  return format === 'vorbis' ? new OggVorbisDecoder() : new FLACDecoder();
}

class StreamRun {
  #collector: MonoCollector | null = null;
  #sampleRateHz = 0;
  #channelCount = 0;

  constructor(
    private readonly decoder: StreamDecoder,
    private readonly format: StreamFormat,
    private readonly limits: DecodingLimits,
  ) {}

  async decode(bytes: Uint8Array): Promise<DecodedSamples> {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      this.limits.signal?.throwIfAborted();
      this.#take(await this.#run(at, () => this.decoder.decode(bytes.subarray(at, at + PIECE_BYTES))), at);
    }
    const { decoder } = this;
    if (decoder.flush) this.#take(await this.#run(bytes.length, () => decoder.flush?.()), bytes.length);
    const collector = this.#collector;
    if (collector === null) throw this.#corrupt('it holds no sound that can be decoded', 0);
    return {
      samples: collector.samples(),
      sampleRateHz: this.#sampleRateHz,
      channelCount: this.#channelCount,
      isTruncated: isCutShort(bytes, this.format, collector.sampleCount),
    };
  }

  async #run<T>(at: number, step: () => Promise<T> | T): Promise<T> {
    try {
      return await quietly(step);
    } catch (cause) {
      throw this.#corrupt(cause instanceof Error ? cause.message : String(cause), at, cause);
    }
  }

  #take(piece: DecodedPiece | undefined, at: number): void {
    // MP3 streams may be joined anywhere: players resynchronise silently, and so do the other programs people compare
    // with. The lossless and the paged codings cannot be wrong by accident.
    const [error] = piece?.errors ?? [];
    if (error !== undefined && this.format !== 'mp3') throw this.#corrupt(error.message, at);
    if (piece === undefined || piece.samplesDecoded === 0) return;
    const { channelData, samplesDecoded, sampleRate } = piece;
    if (this.#collector === null) {
      this.#sampleRateHz = sampleRate;
      this.#channelCount = channelData.length;
      const { maxDurationSec } = this.limits;
      this.#collector = new MonoCollector(maxDurationSec * sampleRate, maxDurationSec);
    } else if (sampleRate !== this.#sampleRateHz || channelData.length !== this.#channelCount) {
      throw this.#corrupt('sample rate or channels change on the way', at);
    }
    const isFlac = this.format === 'flac' || this.format === 'ogg-flac';
    const channels = isFlac ? channelData.map((channel) => asWav(channel, piece.bitDepth ?? 16)) : channelData;
    this.#collector.add({ channels, sampleCount: samplesDecoded });
  }

  #corrupt(why: string, at: number, cause?: unknown): CorruptAudioError {
    return new CorruptAudioError(this.format, why.replace(/\s+/g, ' '), at, { cause });
  }
}

/**
 * The decoder divides codes by the largest one; WAV files, libsndfile and with it librosa divide by one more. Back to
 * the codes (which single precision holds) and divided again, lossless files give the samples of the WAV file exactly.
 */
function asWav(channel: Float32Array, bitDepth: number): Float32Array {
  const fullScale = 2 ** (bitDepth - 1);
  return channel.map((sample) => Math.round(sample * (fullScale - 1)) / fullScale);
}

function isCutShort(bytes: Uint8Array, format: StreamFormat, sampleCount: number): boolean {
  if (format === 'mp3') return false;
  return format === 'flac' ? sampleCount < promisedFlacSamples(bytes) : !isOggEnded(bytes);
}

/** Samples the stream information of a FLAC file promises; 0 where the encoder did not know. */
function promisedFlacSamples(bytes: Uint8Array): number {
  const start = String.fromCharCode(...bytes.subarray(0, 4)) === 'fLaC' ? 0 : -1;
  if (start < 0 || bytes.length < 42) return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return ((bytes[21] ?? 0) & 0x0f) * 2 ** 32 + view.getUint32(22);
}
