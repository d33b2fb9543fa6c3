import { forgetPacked } from '../backends/wasm/heap.js';
import { type Tensor, tf } from '../tensorflow.js';
import { adamCorrection, BETA_1, BETA_2, EPSILON, Optimizer, RMSPROP_DECAY } from '../training/optimizer.js';
import { addressOf, heapKernels } from './heap-kernels.js';

/** Addresses of a weight, its gradient and what is kept for it. */
interface Place {
  readonly weight: number;
  readonly gradient: number;
  readonly slots: readonly number[];
  readonly count: number;
  /** Multiplies the weight before the step. */
  readonly keep: number;
}

/** The same rules in one pass over the wasm heap, where tfjs' operations take a dozen and as many copies. */
export class HeapOptimizer extends Optimizer {
  protected override async norm(gradients: readonly Tensor[]): Promise<number> {
    const kernels = heapKernels();
    let sum = 0;
    for (const gradient of gradients) sum += kernels.sumOfSquares(addressOf(gradient), gradient.size);
    return Math.sqrt(sum);
  }

  protected override move(gradients: readonly Tensor[], scale: number, learningRate: number): void {
    this.weights.forEach((weight, i) => {
      const place: Place = {
        weight: writableAddress(weight),
        gradient: addressOf(gradients[i]),
        slots: this.slots.map((slot) => writableAddress(slot[i])),
        count: weight.size,
        keep: 1 - learningRate * this.decayOf(weight),
      };
      this.#moveOne(place, scale, learningRate);
      forgetPacked(weight);
    });
  }

  #moveOne({ weight: w, gradient: g, slots, count, keep }: Place, scale: number, learningRate: number): void {
    const kernels = heapKernels();
    const { optimizer, momentum } = this.settings;
    const [first = 0, second = 0] = slots;
    if (optimizer === 'sgd') {
      kernels.sgdStep(w, g, first, count, learningRate, scale, momentum);
      return;
    }
    if (optimizer === 'rmsprop') {
      const decay = [RMSPROP_DECAY, 1 - RMSPROP_DECAY] as const;
      kernels.rmspropStep(w, g, first, second, count, learningRate, scale, ...decay, momentum, EPSILON);
      return;
    }
    const rate = learningRate * adamCorrection(this.step);
    const betas = [BETA_1, 1 - BETA_1, BETA_2, 1 - BETA_2] as const;
    kernels.adamStep(w, g, first, second, count, rate, keep, scale, ...betas, EPSILON);
  }
}

/** A variable's values may be shared with other tensors (Identity shares); those must not change. */
function writableAddress(variable: tf.Variable): number {
  if (tf.backend().refCount(variable.dataId) > 1) {
    tf.tidy(() => {
      variable.assign(tf.tensor(variable.dataSync(), variable.shape));
    });
  }
  return addressOf(variable);
}
