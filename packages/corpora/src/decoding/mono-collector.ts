import { RecordingTooLongError } from './decoding-errors.js';

/** Blocks of one channel each, as decoders give them. */
export interface DecodedBlock {
  readonly channels: readonly Float32Array[];
  readonly sampleCount: number;
}

/**
 * Mixes decoded blocks down to mono as they come (the mean of the channels), so that a recording is never in memory
 * with all its channels, and refuses more than a limit, so that a small file cannot unpack to all the memory there is.
 */
export class MonoCollector {
  readonly #blocks: Float32Array[] = [];
  #sampleCount = 0;

  constructor(
    readonly maxSampleCount: number,
    readonly maxDurationSec: number,
  ) {}

  get sampleCount(): number {
    return this.#sampleCount;
  }

  /** @throws RecordingTooLongError */
  add({ channels, sampleCount }: DecodedBlock): void {
    if (sampleCount === 0 || channels.length === 0) return;
    if (this.#sampleCount + sampleCount > this.maxSampleCount) throw new RecordingTooLongError(this.maxDurationSec);
    const mono = new Float32Array(sampleCount);
    for (let i = 0; i < sampleCount; i++) {
      let sum = 0;
      for (const channel of channels) sum += channel[i] ?? 0;
      mono[i] = sum / channels.length;
    }
    this.#blocks.push(mono);
    this.#sampleCount += sampleCount;
  }

  /** Everything added, cut to `limit` samples. */
  samples(limit = this.#sampleCount): Float32Array {
    const joined = new Float32Array(Math.min(limit, this.#sampleCount));
    let at = 0;
    for (const block of this.#blocks) {
      if (at >= joined.length) break;
      joined.set(block.subarray(0, joined.length - at), at);
      at += block.length;
    }
    return joined;
  }
}
