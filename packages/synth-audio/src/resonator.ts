import { cosine, exponential } from './exact-math.js';

/** A bank of second-order resonators in series (Klatt 1980): one formant each, gain 1 at 0 Hz. */
export class FormantCascade {
  readonly #a: Float64Array;
  readonly #b: Float64Array;
  readonly #c: Float64Array;
  readonly #y1: Float64Array;
  readonly #y2: Float64Array;

  constructor(
    readonly formantCount: number,
    private readonly sampleRateHz: number,
  ) {
    this.#a = new Float64Array(formantCount);
    this.#b = new Float64Array(formantCount);
    this.#c = new Float64Array(formantCount);
    this.#y1 = new Float64Array(formantCount);
    this.#y2 = new Float64Array(formantCount);
  }

  /** Moves formant `index` to a frequency and bandwidth in Hz. */
  tune(index: number, frequencyHz: number, bandwidthHz: number): void {
    const radius = exponential((-Math.PI * bandwidthHz) / this.sampleRateHz);
    const b = 2 * radius * cosine((2 * Math.PI * frequencyHz) / this.sampleRateHz);
    const c = -radius * radius;
    this.#b[index] = b;
    this.#c[index] = c;
    this.#a[index] = 1 - b - c;
  }

  /** Filters `samples[from … to)` in place. */
  filter(samples: Float64Array, from: number, to: number): void {
    // Formant by formant: the two state values stay in registers.
    for (let k = 0; k < this.formantCount; k++) {
      const a = this.#a[k];
      const b = this.#b[k];
      const c = this.#c[k];
      let y1 = this.#y1[k];
      let y2 = this.#y2[k];
      for (let n = from; n < to; n++) {
        const y = a * samples[n] + b * y1 + c * y2;
        y2 = y1;
        y1 = y;
        samples[n] = y;
      }
      this.#y1[k] = y1;
      this.#y2[k] = y2;
    }
  }
}

/** A band-pass with gain 1 at its centre, for noise made at a constriction. */
export class BandPass {
  #gain = 0;
  #b = 0;
  #c = 0;
  #x1 = 0;
  #x2 = 0;
  #y1 = 0;
  #y2 = 0;

  constructor(private readonly sampleRateHz: number) {}

  tune(centreHz: number, widthHz: number): void {
    const radius = exponential((-Math.PI * widthHz) / this.sampleRateHz);
    this.#b = 2 * radius * cosine((2 * Math.PI * centreHz) / this.sampleRateHz);
    this.#c = -radius * radius;
    this.#gain = (1 - radius * radius) / 2;
  }

  next(x: number): number {
    const y = this.#gain * (x - this.#x2) + this.#b * this.#y1 + this.#c * this.#y2;
    this.#x2 = this.#x1;
    this.#x1 = x;
    this.#y2 = this.#y1;
    this.#y1 = y;
    return y;
  }
}
