/**
 * The parts of TensorFlow.js that a saved model needs, in the browser as in Node. Whoever loads this package registers
 * a backend with the same engine.
 */
export * as core from '@tensorflow/tfjs-core';
export {
  initializers,
  type LayersModel,
  type LayerVariable,
  layers,
  loadLayersModel,
  type Shape,
} from '@tensorflow/tfjs-layers';
