/**
 * The only source of randomness in the product: sfc32 seeded through splitmix32, so that equal seeds give equal
 * streams on every machine. `fork` makes an independent stream for a named purpose, so that an extra draw in one place
 * does not change another.
 */
export class Rng {
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  #spareNormal: number | null = null;

  constructor(readonly seed: number) {
    let s = seed >>> 0;
    const next = () => {
      s = (s + 0x9e3779b9) | 0;
      let t = s ^ (s >>> 16);
      t = Math.imul(t, 0x21f0aaad);
      t ^= t >>> 15;
      t = Math.imul(t, 0x735a2d97);
      return (t ^ (t >>> 15)) >>> 0;
    };
    [this.#a, this.#b, this.#c, this.#d] = [next(), next(), next(), 1];
    // Equal high bits of small seeds take a few rounds to spread.
    for (let i = 0; i < 12; i++) this.uint32();
  }

  /** Uniform integer in [0, 2³²). */
  uint32(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + t) | 0;
    return t >>> 0;
  }

  /** Fills an array with what as many calls of `uint32` would give, several times faster. Returns the array. */
  fillUint32(values: Uint32Array): Uint32Array {
    let [a, b, c, d] = [this.#a, this.#b, this.#c, this.#d];
    for (let i = 0; i < values.length; i++) {
      const t = (((a + b) | 0) + d) | 0;
      d = (d + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + t) | 0;
      values[i] = t;
    }
    [this.#a, this.#b, this.#c, this.#d] = [a, b, c, d];
    return values;
  }

  /** Uniform in [0, 1), 53 bits. */
  uniform(): number {
    return ((this.uint32() >>> 5) * 67108864 + (this.uint32() >>> 6)) / 9007199254740992;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** Uniform integer in [0, count). @throws RangeError when count < 1. */
  below(count: number): number {
    if (!(count >= 1)) throw new RangeError(`count must be at least 1, got ${count}`);
    return Math.floor(this.uniform() * count);
  }

  /** Standard normal (Marsaglia's polar method). */
  normal(): number {
    if (this.#spareNormal !== null) {
      const spare = this.#spareNormal;
      this.#spareNormal = null;
      return spare;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      this.#spareNormal = v * scale;
      return u * scale;
    }
  }

  /** Fisher–Yates, in place; returns the array. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const held = items[i];
      items[i] = items[j];
      items[j] = held;
    }
    return items;
  }

  /** An independent stream for a named purpose. Depends on the seed and the name only, not on draws made so far. */
  fork(name: string): Rng {
    return new Rng(hashSeed(this.seed, name));
  }

  /** The whole state, for checkpoints; restore with `Rng.restore`. */
  state(): RngState {
    return { seed: this.seed, words: [this.#a, this.#b, this.#c, this.#d], spareNormal: this.#spareNormal };
  }

  static restore(state: RngState): Rng {
    const rng = new Rng(state.seed);
    [rng.#a, rng.#b, rng.#c, rng.#d] = state.words;
    rng.#spareNormal = state.spareNormal;
    return rng;
  }
}

export interface RngState {
  readonly seed: number;
  readonly words: readonly [number, number, number, number];
  readonly spareNormal: number | null;
}

/** Stateless seed for (seed, name): FNV-1a over the name, started from the mixed seed so that near seeds do not meet. */
export function hashSeed(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ Math.imul((seed ^ (seed >>> 16)) + 0x9e3779b9, 0x85ebca6b)) >>> 0;
  hash ^= hash >>> 13;
  for (let i = 0; i < name.length; i++) {
    hash ^= name.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193) >>> 0;
  }
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  hash ^= hash >>> 12;
  return (Math.imul(hash, 0x297a2d39) ^ (hash >>> 15)) >>> 0;
}
