/**
 * The one place where TensorFlow.js enters. tfjs-node and the WebGPU backend register themselves with the same
 * engine, so everything else in the package works with this namespace whatever computes.
 */
import * as tf from '@tensorflow/tfjs';

export { tf };
export type Tensor = tf.Tensor;
export type LayersModel = tf.LayersModel;
export type Layer = tf.layers.Layer;
