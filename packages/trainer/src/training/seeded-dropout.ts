import { Rng } from '@voxboard/domain';
import { type Layer, type LayersModel, type Tensor, tf } from '../tensorflow.js';

/**
 * The random numbers of one training. Each layer that drops out has its own stream in each epoch, so that equal seeds
 * give equal masks on every backend, a resumed run goes on as if never interrupted, and a batch cut in parts draws
 * what the whole batch would have drawn.
 */
export class TrainingRandomness {
  #epoch = 0;
  readonly #streams = new Map<string, Rng>();
  readonly #root: Rng;

  constructor(seed: number) {
    this.#root = new Rng(seed);
  }
  startEpoch(epoch: number): void {
    this.#epoch = epoch;
    this.#streams.clear();
  }
  /** The stream of one purpose in this epoch; it goes on where it was left. */
  stream(purpose: string): Rng {
    let rng = this.#streams.get(purpose);
    if (!rng) {
      rng = this.#root.fork(`epoch-${this.#epoch}/${purpose}`);
      this.#streams.set(purpose, rng);
    }
    return rng;
  }
}

/** 0 with probability `rate`, else 1 / (1 − rate). */
export function dropoutMask(size: number, rate: number, rng: Rng): Float32Array {
  const threshold = rate * 2 ** 32;
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(size);
  for (let i = 0; i < size; i++) mask[i] = rng.uint32() < threshold ? 0 : kept;
  return mask;
}

interface DropoutLayer extends Layer {
  readonly rate: number;
  getNoiseShape(input: Tensor): number[] | null | undefined;
}

function isDropout(layer: Layer): layer is DropoutLayer {
  return ['Dropout', 'SpatialDropout1D'].includes(layer.getClassName());
}

/** Makes a model's dropout layers draw from `randomness`; tfjs' own cannot be both seeded and different each step. */
export function seedDropout(model: LayersModel, randomness: TrainingRandomness): void {
  model.layers.forEach((layer, index) => {
    if (!isDropout(layer)) return;
    layer.call = (inputs, kwargs) => {
      const input = Array.isArray(inputs) ? inputs[0] : inputs;
      if (kwargs.training !== true || layer.rate === 0) return input.clone();
      return tf.tidy(() => {
        const shape = layer.getNoiseShape(input) ?? input.shape;
        const size = shape.reduce((a, b) => a * b, 1);
        const mask = dropoutMask(size, layer.rate, randomness.stream(`dropout-${index}`));
        return tf.mul(input, tf.tensor(mask, shape));
      });
    };
  });
}
