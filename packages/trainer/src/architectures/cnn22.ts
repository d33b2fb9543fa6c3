import { AttentiveStatistics, FrameMask } from '@voxboard/inference';
import { type LayersModel, tf } from '../tensorflow.js';
import { conv1d, head } from './layer-stack.js';
import type { PresetContext } from './preset-layers.js';

/** Two poolings by 2 lie between the frames and the attention. */
const POOLED = 4;

/**
 * Convolutions over frames (log-mels and descriptors) and attentive statistics pooling: 133,065 parameters for 86
 * features and 8 classes.
 * @param inputShape [frames, features]; frames of zeros are padding
 */
export function cnn22(inputShape: readonly number[], { classCount, wide }: PresetContext): LayersModel {
  const input = tf.input({ shape: [...inputShape] });
  const convolved = (x: tf.SymbolicTensor, filters: number, kernelSize: number) => {
    const y = conv1d({ filters, kernelSize, padding: 'same', activation: 'linear' }).apply(x);
    const normalised = tf.layers.batchNormalization({}).apply(y);
    return tf.layers.activation({ activation: 'relu' }).apply(normalised) as tf.SymbolicTensor;
  };
  let h = input;
  for (let stage = 0; stage < 2; stage++) {
    const pooled = tf.layers.maxPooling1d({ poolSize: 2 }).apply(convolved(h, wide(96), 5));
    h = tf.layers.spatialDropout1d({ rate: 0.1 }).apply(pooled) as tf.SymbolicTensor;
  }
  h = convolved(h, wide(128), 3);
  const mask = new FrameMask({ pool: POOLED }).apply(input) as tf.SymbolicTensor;
  const statistics = new AttentiveStatistics({ units: wide(32) }).apply([h, mask]);
  const normalised = tf.layers.batchNormalization({}).apply(statistics);
  const dropped = tf.layers.dropout({ rate: 0.3 }).apply(normalised);
  const output = head(classCount, 'softmax').apply(dropped) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: output });
}
