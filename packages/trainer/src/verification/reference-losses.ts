import { readFileSync } from 'node:fs';
import { type ArchitecturePreset, ArchitecturePresetSchema } from '@voxboard/domain';
import { z } from 'zod';
import { buildModel } from '../architectures/build-model.js';
import type { TrainingBackend } from '../backends/training-backend.js';
import { type Layer, type LayersModel, type Tensor, tf } from '../tensorflow.js';
import { createOptimizer } from '../training/create-optimizer.js';
import { targetRows } from '../training/loss.js';
import { Network } from '../training/network.js';
import { TrainingRandomness } from '../training/seeded-dropout.js';

const ROW_SHAPES: Readonly<Record<string, readonly [shape: readonly number[], classCount: number]>> = {
  'gender-features': [[162], 2],
  'emotion-features': [[162], 8],
  'emotion-raw': [[144_000], 8],
  'gender-raw': [[144_000], 2],
  'emotion-hybrid': [[300, 166], 8],
};

/** Uniform in [−1, 1): `noise` of tools/keras/reference_losses.py. */
function hashNoise(count: number, seed: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => {
    let h = Math.imul(i + 1, 2654435761) ^ (seed * 7919);
    h ^= h >>> 16;
    h = Math.imul(h, 0x85ebca6b);
    h ^= h >>> 13;
    h = Math.imul(h, 0xc2b2ae35);
    h ^= h >>> 16;
    return (h >>> 0) / 2 ** 31 - 1;
  });
}

function initialWeight(shape: readonly number[], name: string, index: number): Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  if (/gamma|moving_variance/.test(name)) return tf.ones([...shape]);
  if (/beta|moving_mean/.test(name)) return tf.zeros([...shape]);
  const fans = shape.slice(-2).reduce((a, b) => a + b, 0);
  const taps = shape.slice(0, -2).reduce((a, b) => a * b, 1);
  const scale = Math.fround(shape.length === 1 ? 0.05 : Math.sqrt(6 / (taps * fans)));
  return tf.tensor(
    hashNoise(size, index).map((v) => v * scale),
    [...shape],
  );
}

/** Sets every dropout rate to 0. */
function withoutDropout(layers: readonly Layer[]): void {
  for (const layer of layers) {
    const l = layer as unknown as Record<string, Layer | number | undefined>;
    if (l.rate !== undefined) l.rate = 0;
    for (const field of ['cell', 'forwardLayer', 'backwardLayer']) {
      const inner = l[field];
      if (inner instanceof tf.layers.Layer) withoutDropout([inner]);
    }
    if (l.recurrentDropout !== undefined) l.recurrentDropout = 0;
  }
}

/** Weights in Keras' order: layer by layer, trainable before moving averages. */
function setInitialWeights(model: LayersModel): void {
  let index = 0;
  for (const layer of model.layers) {
    const weights = tf.tidy(() =>
      [...layer.trainableWeights, ...layer.nonTrainableWeights].map((w) =>
        initialWeight(w.shape as number[], w.originalName, index++),
      ),
    );
    layer.setWeights(weights);
    tf.dispose(weights);
  }
}

const ReferenceSchema = z.partialRecord(
  ArchitecturePresetSchema,
  z.object({ rows: z.number().int(), learningRate: z.number(), losses: z.array(z.number()) }),
);
export type ReferenceLosses = z.infer<typeof ReferenceSchema>;

/** Ten SGD steps of each of the study's presets by Keras 3.15 on TensorFlow 2.21 (tools/keras/reference_losses.py). */
export function referenceLosses(): ReferenceLosses {
  const file = new URL('../../reference/losses.json', import.meta.url);
  return ReferenceSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Losses of SGD steps from the reference's weights on its batch, on the active backend. */
export async function repeatReference(
  preset: ArchitecturePreset,
  { rows, learningRate, losses: expected }: { rows: number; learningRate: number; losses: readonly number[] },
  backend: TrainingBackend,
): Promise<number[]> {
  const [shape, classCount] = ROW_SHAPES[preset];
  const model = await buildModel({ kind: 'preset', preset, width: 1 }, shape, classCount, 1);
  withoutDropout(model.layers);
  setInitialWeights(model);
  const network = new Network(model, classCount, new TrainingRandomness(1), backend, shape, rows);
  const settings = { optimizer: 'sgd', weightDecay: 0, momentum: 0, clipNorm: null } as const;
  const optimizer = createOptimizer(network.variables, settings);
  const labels = Array.from({ length: rows }, (_, i) => i % classCount);
  const batch = {
    rows: hashNoise(rows * shape.reduce((a, b) => a * b, 1), 1000),
    targets: targetRows(labels, network.head.columns, 0),
    count: rows,
    rowWeights: null,
  };
  const found: number[] = [];
  try {
    for (let step = 0; step < expected.length; step++) {
      found.push((await network.step(batch, optimizer, learningRate)).loss);
    }
  } finally {
    optimizer.dispose();
    await network.dispose();
  }
  return found;
}
