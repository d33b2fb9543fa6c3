import type { Hyperparameters } from '@voxboard/domain';
import { type Tensor, tf } from '../tensorflow.js';

/** Keras' defaults. */
export const BETA_1 = 0.9;
export const BETA_2 = 0.999;
export const EPSILON = 1e-7;
export const RMSPROP_DECAY = 0.9;

/** What is kept per weight between steps: moments, or a velocity. */
export interface OptimizerState {
  readonly step: number;
  /** `slots[slot][weight]`, as flat values. */
  readonly slots: readonly (readonly Float32Array[])[];
}

export type OptimizerSettings = Pick<Hyperparameters, 'optimizer' | 'weightDecay' | 'momentum' | 'clipNorm'>;

/** Moves weights against their gradients by one of Keras 3's rules: adam, adamw, sgd, rmsprop. */
export class Optimizer {
  protected step = 0;
  protected readonly slots: tf.Variable[][];

  constructor(
    readonly weights: readonly tf.Variable[],
    protected readonly settings: OptimizerSettings,
  ) {
    this.slots = Array.from({ length: slotCount(settings) }, () =>
      weights.map((w) => tf.tidy(() => tf.variable(tf.zeros(w.shape), false))),
    );
  }

  /**
   * Makes one step, unless a gradient is not finite. With `clipNorm`, gradients are scaled down together to that norm.
   * @param gradients one per weight, in the weights' order
   * @returns the gradients' Euclidean norm before clipping
   */
  async apply(gradients: readonly Tensor[], learningRate: number): Promise<number> {
    const norm = await this.norm(gradients);
    if (!Number.isFinite(norm)) return norm;
    this.step++;
    const { clipNorm } = this.settings;
    this.move(gradients, clipNorm !== null && norm > clipNorm ? clipNorm / norm : 1, learningRate);
    return norm;
  }

  protected async norm(gradients: readonly Tensor[]): Promise<number> {
    const squares = tf.tidy(() => tf.addN(gradients.map((g) => tf.sum(tf.square(g)))));
    const [sum] = await squares.data();
    squares.dispose();
    return Math.sqrt(sum);
  }

  /** Adds up moments and moves each weight; `scale` multiplies the gradients. */
  protected move(gradients: readonly Tensor[], scale: number, learningRate: number): void {
    tf.tidy(() => {
      this.weights.forEach((weight, i) => {
        const gradient = scale === 1 ? gradients[i] : tf.mul(gradients[i], scale);
        const slots = this.slots.map((slot) => slot[i]);
        const kept = tf.mul(weight, 1 - learningRate * this.decayOf(weight));
        weight.assign(tf.sub(kept, this.#difference(gradient, slots, learningRate)));
      });
    });
  }

  /** AdamW takes its decay off the weight itself; biases and scales (rank 1) are left alone. */
  protected decayOf(weight: tf.Variable): number {
    const { optimizer, weightDecay } = this.settings;
    return optimizer === 'adamw' && weight.rank > 1 ? weightDecay : 0;
  }

  #difference(gradient: Tensor, [first, second]: readonly tf.Variable[], learningRate: number): Tensor {
    const { optimizer, momentum } = this.settings;
    if (optimizer === 'sgd') {
      if (!first) return tf.mul(gradient, learningRate);
      first.assign(tf.add(tf.mul(first, momentum), tf.mul(gradient, learningRate)));
      return first;
    }
    if (optimizer === 'rmsprop') {
      first.assign(average(first, tf.square(gradient), RMSPROP_DECAY));
      const scaled = tf.div(tf.mul(gradient, learningRate), tf.sqrt(tf.add(first, EPSILON)));
      if (!second) return scaled;
      second.assign(tf.add(tf.mul(second, momentum), scaled));
      return second;
    }
    first.assign(average(first, gradient, BETA_1));
    second.assign(average(second, tf.square(gradient), BETA_2));
    const rate = learningRate * adamCorrection(this.step);
    return tf.div(tf.mul(first, rate), tf.add(tf.sqrt(second), EPSILON));
  }

  async state(): Promise<OptimizerState> {
    const slots = await Promise.all(
      this.slots.map((slot) => Promise.all(slot.map(async (v) => (await v.data<'float32'>()).slice()))),
    );
    return { step: this.step, slots };
  }

  restore(state: OptimizerState): void {
    this.step = state.step;
    tf.tidy(() => {
      this.slots.forEach((slot, s) => {
        slot.forEach((v, i) => {
          v.assign(tf.tensor(state.slots[s][i], v.shape));
        });
      });
    });
  }

  dispose(): void {
    tf.dispose(this.slots);
  }
}

function slotCount({ optimizer, momentum }: OptimizerSettings): number {
  if (optimizer === 'sgd') return momentum > 0 ? 1 : 0;
  if (optimizer === 'rmsprop') return momentum > 0 ? 2 : 1;
  return 2;
}

function average(mean: Tensor, value: Tensor, decay: number): Tensor {
  return tf.add(tf.mul(mean, decay), tf.mul(value, 1 - decay));
}

/** Undoes the zero start of both moments (Kingma & Ba 2015, end of section 2). */
export function adamCorrection(step: number): number {
  return Math.sqrt(1 - BETA_2 ** step) / (1 - BETA_1 ** step);
}
