import type { Hyperparameters } from '@voxboard/domain';
import { type Tensor, tf } from '../tensorflow.js';

/** Keras' defaults. */
const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-7;
const RMSPROP_DECAY = 0.9;

/** What is kept per weight between steps: moments, or a velocity. */
export interface OptimizerState {
  readonly step: number;
  /** `slots[slot][weight]`, as flat values. */
  readonly slots: readonly (readonly Float32Array[])[];
}

export type OptimizerSettings = Pick<Hyperparameters, 'optimizer' | 'weightDecay' | 'momentum'>;

/** Moves weights against their gradients by one of Keras 3's rules (adam, adamw, sgd, rmsprop). */
export class Optimizer {
  #step = 0;
  readonly #slots: tf.Variable[][];

  constructor(
    readonly weights: readonly tf.Variable[],
    private readonly settings: OptimizerSettings,
  ) {
    this.#slots = Array.from({ length: slotCount(settings) }, () =>
      weights.map((w) => tf.tidy(() => tf.variable(tf.zeros(w.shape), false))),
    );
  }

  /** @param gradients one per weight, in the weights' order */
  apply(gradients: readonly Tensor[], learningRate: number): void {
    this.#step++;
    tf.tidy(() => {
      this.weights.forEach((weight, i) => {
        const slots = this.#slots.map((slot) => slot[i]);
        const decayed = this.#decay(weight, learningRate);
        weight.assign(tf.sub(decayed, this.#move(gradients[i], slots, learningRate)));
      });
    });
  }

  /** AdamW takes its decay off the weight itself, biases and scales (rank 1) excepted. */
  #decay(weight: tf.Variable, learningRate: number): Tensor {
    const { optimizer, weightDecay } = this.settings;
    if (optimizer !== 'adamw' || weightDecay === 0 || weight.rank < 2) return weight;
    return tf.mul(weight, 1 - learningRate * weightDecay);
  }

  #move(gradient: Tensor, slots: readonly tf.Variable[], learningRate: number): Tensor {
    const { optimizer, momentum } = this.settings;
    const [first, second] = slots;
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
    const rate = learningRate * adamCorrection(this.#step);
    return tf.div(tf.mul(first, rate), tf.add(tf.sqrt(second), EPSILON));
  }

  async state(): Promise<OptimizerState> {
    const slots = await Promise.all(
      this.#slots.map((slot) => Promise.all(slot.map(async (v) => (await v.data<'float32'>()).slice()))),
    );
    return { step: this.#step, slots };
  }

  restore(state: OptimizerState): void {
    this.#step = state.step;
    tf.tidy(() => {
      this.#slots.forEach((slot, s) => {
        slot.forEach((v, i) => {
          v.assign(tf.tensor(state.slots[s][i], v.shape));
        });
      });
    });
  }

  dispose(): void {
    tf.dispose(this.#slots);
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
