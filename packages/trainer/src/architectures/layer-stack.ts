import { type Layer, tf } from '../tensorflow.js';
import { withFastOrthogonal } from './orthogonal-initializer.js';

/**
 * Layers with Keras' defaults where tfjs' differ: Glorot uniform kernels (tfjs: Glorot normal) and the sigmoid as an
 * LSTM's recurrent activation (tfjs: hard sigmoid). BatchNormalization agrees (momentum 0.99, epsilon 1e-3).
 */
export interface ConvOptions {
  readonly filters: number;
  readonly kernelSize: number;
  readonly strides?: number;
  readonly padding?: 'valid' | 'same';
  readonly activation?: 'relu' | 'linear';
}

export function conv1d({ strides = 1, padding = 'valid', activation = 'relu', ...size }: ConvOptions): Layer {
  return tf.layers.conv1d({ ...size, strides, padding, activation, kernelInitializer: 'glorotUniform' });
}

export function maxPool(): Layer {
  return tf.layers.maxPooling1d({ poolSize: 2 });
}

export function dense(units: number, activation: 'relu' | 'tanh' | 'softmax' | 'sigmoid' | 'linear'): Layer {
  return tf.layers.dense({ units, activation, kernelInitializer: 'glorotUniform' });
}

export function lstm(units: number, recurrentDropout: number): tf.RNN {
  return withFastOrthogonal(
    tf.layers.lstm({
      units,
      recurrentDropout,
      returnSequences: true,
      recurrentActivation: 'sigmoid',
      kernelInitializer: 'glorotUniform',
    }) as tf.RNN,
  );
}

/** Both directions, side by side. */
export function bidirectional(layer: tf.RNN): Layer {
  return withFastOrthogonal(tf.layers.bidirectional({ layer, mergeMode: 'concat' }));
}

/** The output layer: one sigmoid unit (the second class' probability) or one softmax unit a class. */
export function head(classCount: number, kind: 'sigmoid' | 'softmax'): Layer {
  return kind === 'sigmoid' ? dense(1, 'sigmoid') : dense(classCount, 'softmax');
}
