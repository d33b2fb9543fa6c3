import type { Rng } from '@voxboard/domain';
import { type Layer, type LayersModel, tf } from '../tensorflow.js';

/** Layers that wrap others keep them in one of these fields. */
const INNER_FIELDS = ['cell', 'layer', 'forwardLayer', 'backwardLayer'] as const;

/**
 * Draws every random initial weight again from a seed: tfjs' initialisers without a seed of their own draw differently
 * in each process. Weights with a fixed initialiser (zeros, ones, the forget gate's bias) stay.
 */
export function initializeWeights(model: LayersModel, rng: Rng): void {
  model.layers.forEach((layer, index) => {
    initializeLayer(layer, rng, `layer-${index}`);
  });
}

function initializeLayer(layer: Layer, rng: Rng, name: string): void {
  const fields = layer as unknown as Record<string, unknown>;
  for (const field of INNER_FIELDS) {
    const inner = fields[field];
    if (inner instanceof tf.layers.Layer) initializeLayer(inner, rng, `${name}/${field}`);
  }
  for (const [field, value] of Object.entries(fields)) {
    if (!field.endsWith('Initializer') || !isSeedless(value)) continue;
    // `kernelInitializer` fills `kernel`, but `recurrentInitializer` fills `recurrentKernel`.
    const base = field.slice(0, -'Initializer'.length);
    const weight = [fields[base], fields[`${base}Kernel`]].find(isWeight);
    if (!weight) continue;
    tf.tidy(() => {
      // A seed of 0 counts as none in tfjs.
      value.seed = 1 + (rng.fork(`${name}/${field}`).uint32() >>> 1);
      weight.write(value.apply(weight.shape));
    });
    value.seed = null;
  }
}

interface SeedlessInitializer {
  seed: number | null | undefined;
  apply(shape: number[]): tf.Tensor;
}

function isSeedless(value: unknown): value is SeedlessInitializer {
  if (typeof value !== 'object' || value === null || !('seed' in value) || !('apply' in value)) return false;
  return value.seed === null || value.seed === undefined;
}

function isWeight(value: unknown): value is { shape: number[]; write(value: tf.Tensor): void } {
  return typeof value === 'object' && value !== null && 'write' in value && 'shape' in value;
}
