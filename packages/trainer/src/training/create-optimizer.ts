import { HeapOptimizer } from '../fused/heap-optimizer.js';
import { tf } from '../tensorflow.js';
import { Optimizer, type OptimizerSettings } from './optimizer.js';

/** The optimiser that suits the active backend. */
export function createOptimizer(weights: readonly tf.Variable[], settings: OptimizerSettings): Optimizer {
  return tf.getBackend() === 'wasm' ? new HeapOptimizer(weights, settings) : new Optimizer(weights, settings);
}
