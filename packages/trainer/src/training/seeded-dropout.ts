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

interface RandomLayer extends Layer {
  readonly rate: number;
  readonly stddev: number;
  getNoiseShape?(input: Tensor): number[] | null | undefined;
}

/** A mask or noise for a layer's input, from its own stream. */
type Noise = (layer: RandomLayer, input: Tensor, rng: Rng) => Tensor;

const sizeOf = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);
const normal = (shape: number[], rng: Rng) =>
  tf.tensor(
    Float32Array.from({ length: sizeOf(shape) }, () => rng.normal()),
    shape,
  );

const dropout: Noise = (layer, input, rng) => {
  const shape = layer.getNoiseShape?.(input) ?? input.shape;
  return tf.mul(input, tf.tensor(dropoutMask(sizeOf(shape), layer.rate, rng), shape));
};
const RANDOM_LAYERS: Readonly<Record<string, Noise>> = {
  Dropout: dropout,
  SpatialDropout1D: dropout,
  GaussianNoise: (layer, input, rng) => tf.add(input, tf.mul(normal(input.shape, rng), layer.stddev)),
  GaussianDropout: (layer, input, rng) =>
    tf.mul(input, tf.add(1, tf.mul(normal(input.shape, rng), Math.sqrt(layer.rate / (1 - layer.rate))))),
};

/**
 * Makes a model's layers that drop out or add noise draw from `randomness`; tfjs' own cannot be both seeded and
 * different each step.
 */
export function seedDropout(model: LayersModel, randomness: TrainingRandomness): void {
  model.layers.forEach((layer, index) => {
    seedRecurrentDropout(layer, `cell-${index}`, randomness);
    const noise = RANDOM_LAYERS[layer.getClassName()];
    if (!noise) return;
    layer.call = (inputs, kwargs) => {
      const input = Array.isArray(inputs) ? inputs[0] : inputs;
      const random = layer as RandomLayer;
      if (kwargs.training !== true || random.rate === 0) return input.clone();
      return tf.tidy(() => noise(random, input, randomness.stream(`dropout-${index}`)));
    };
  });
}

/** Recurrent cells take the function that drops out from a field. */
function seedRecurrentDropout(layer: Layer, name: string, randomness: TrainingRandomness): void {
  const fields = layer as unknown as Record<string, unknown>;
  if ('recurrentDropout' in fields && 'dropoutFunc' in fields) {
    fields.dropoutFunc = (x: Tensor, rate: number) =>
      tf.mul(x, tf.tensor(dropoutMask(x.size, rate, randomness.stream(name)), x.shape));
  }
  for (const field of ['cell', 'layer', 'forwardLayer', 'backwardLayer']) {
    const inner = fields[field];
    if (inner instanceof tf.layers.Layer) seedRecurrentDropout(inner, `${name}/${field}`, randomness);
  }
}
