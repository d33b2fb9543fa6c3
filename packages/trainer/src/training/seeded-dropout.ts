import { Rng } from '@voxboard/domain';
import { type Layer, type LayersModel, type Tensor, tf } from '../tensorflow.js';

/**
 * The random numbers of one training: dropout masks come from it, one stream an epoch, so that equal seeds give equal
 * masks on every backend and a resumed run goes on as if never interrupted.
 */
export class TrainingRandomness {
  #epoch: Rng;
  constructor(readonly root: Rng) {
    this.#epoch = root.fork('epoch-0');
  }
  startEpoch(epoch: number): void {
    this.#epoch = this.root.fork(`epoch-${epoch}`);
  }
  get rng(): Rng {
    return this.#epoch;
  }
}

/** 0 with probability `rate`, else 1 / (1 − rate). */
export function dropoutMask(shape: readonly number[], rate: number, rng: Rng): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  const threshold = rate * 2 ** 32;
  const kept = 1 / (1 - rate);
  const mask = new Float32Array(size);
  for (let i = 0; i < size; i++) mask[i] = rng.uint32() < threshold ? 0 : kept;
  return tf.tensor(mask, [...shape]);
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
  for (const layer of model.layers) {
    if (!isDropout(layer)) continue;
    layer.call = (inputs, kwargs) => {
      const input = Array.isArray(inputs) ? inputs[0] : inputs;
      if (kwargs.training !== true || layer.rate === 0) return input.clone();
      return tf.tidy(() => {
        const shape = layer.getNoiseShape(input) ?? input.shape;
        return tf.mul(input, dropoutMask(shape, layer.rate, randomness.rng));
      });
    };
  }
}
