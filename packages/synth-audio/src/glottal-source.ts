import type { Rng } from '@voxboard/domain';
import { decibelsToGain, exponential } from './exact-math.js';
import { bell } from './random-variation.js';

/** What a glottal source needs to know of a voice and a take. */
export interface SourceSettings {
  /** Share of a period in which the folds are open, 0.35 … 0.85. */
  readonly openQuotient: number;
  /** Cut-off of the low-pass that stands for how softly the folds close, in Hz. */
  readonly tiltHz: number;
  /** Standard deviation of period lengths (relative) and of period levels in dB. */
  readonly jitter: number;
  readonly shimmerDb: number;
}

/**
 * The derivative of the air flow through the vocal folds: the KLGLOTT88 polynomial pulse (Klatt & Klatt 1990), each
 * period with its own length and level, softened by a one-pole low-pass for spectral tilt.
 */
export class GlottalSource {
  readonly #smoothing: number;
  #phase = 1;
  #step = 0;
  #level = 1;
  #held = 0;
  #isOpen = false;

  constructor(
    private readonly settings: SourceSettings,
    private readonly sampleRateHz: number,
    private readonly rng: Rng,
  ) {
    this.#smoothing = exponential((-2 * Math.PI * settings.tiltHz) / sampleRateHz);
  }

  /** Whether the folds are open at the sample just made: aspiration noise is strongest then. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** The next sample of a voice at `pitchHz`, about −1 … 0.4. */
  next(pitchHz: number): number {
    if (this.#phase >= 1) this.#beginPeriod(pitchHz);
    const x = this.#phase / this.settings.openQuotient;
    this.#phase += this.#step;
    this.#isOpen = x < 1;
    // The derivative of x² − x³: rises gently, ends in the closure at −1.
    const pulse = this.#isOpen ? this.#level * x * (2 - 3 * x) : 0;
    this.#held = pulse + this.#smoothing * (this.#held - pulse);
    return this.#held;
  }

  #beginPeriod(pitchHz: number): void {
    const { jitter, shimmerDb } = this.settings;
    this.#phase -= Math.floor(this.#phase);
    this.#step = pitchHz / (this.sampleRateHz * Math.max(0.5, 1 + jitter * bell(this.rng)));
    this.#level = decibelsToGain(shimmerDb * bell(this.rng));
  }
}
