import type { Rng } from '@voxboard/domain';

/** Uniform white noise in [−1, 1), root mean square 0.577: xorshift32, fast enough for every sample of a corpus. */
export class WhiteNoise {
  #state: number;

  constructor(rng: Rng) {
    this.#state = rng.uint32() | 1;
  }

  next(): number {
    let s = this.#state;
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    this.#state = s;
    return s / 2147483648;
  }
}
