import type { LayerRule } from './layer-rule.js';
import { times } from './layer-settings.js';
import { conv1d, conv2d, depthwiseConv2d, separableConv2d, zeroPadding2d } from './rules/convolution.js';
import { dense } from './rules/dense.js';
import { elementwise, passThrough } from './rules/elementwise.js';
import { attentiveStatistics, frameMask } from './rules/frame-attention.js';
import { onlyInput } from './rules/input-rank.js';
import { combine, concatenate } from './rules/merging.js';
import { batchNormalization, layerNormalization } from './rules/normalization.js';
import { globalPooling1d, globalPooling2d, pooling1d, pooling2d } from './rules/pooling.js';
import { bidirectional, innerSettings, recurrent } from './rules/recurrent.js';
import { flatten, permute, repeatVector, reshape } from './rules/reshaping.js';

const timeDistributed: LayerRule = (settings, inputs) => {
  const [steps = null, ...rest] = onlyInput(settings, inputs);
  if (rest.length === 0) settings.fail('reads [steps, …], but gets one axis. Put a Reshape before it.');
  const inner = innerSettings(settings);
  const rule = LAYER_RULES[inner.kind];
  if (rule === undefined || inner.kind === 'InputLayer') return settings.fail(`cannot wrap ${inner.kind}.`, 'layer');
  const { output, parameters, frozen = 0, flops } = rule(inner, [rest]);
  return { output: [steps, ...output], parameters, frozen, flops: times(steps, flops) };
};

/** Every kind of layer that can be trained, besides the input and models inside models. */
export const LAYER_RULES: Readonly<Record<string, LayerRule>> = {
  Dense: dense,
  Activation: elementwise,
  ReLU: elementwise,
  LeakyReLU: elementwise,
  ELU: elementwise,
  Softmax: elementwise,
  Dropout: passThrough,
  SpatialDropout1D: passThrough,
  GaussianNoise: passThrough,
  GaussianDropout: passThrough,
  Flatten: flatten,
  Reshape: reshape,
  Permute: permute,
  RepeatVector: repeatVector,
  Conv1D: conv1d,
  Conv2D: conv2d,
  SeparableConv2D: separableConv2d,
  DepthwiseConv2D: depthwiseConv2d,
  MaxPooling1D: pooling1d,
  MaxPooling2D: pooling2d,
  AveragePooling1D: pooling1d,
  AveragePooling2D: pooling2d,
  GlobalMaxPooling1D: globalPooling1d,
  GlobalMaxPooling2D: globalPooling2d,
  GlobalAveragePooling1D: globalPooling1d,
  GlobalAveragePooling2D: globalPooling2d,
  ZeroPadding2D: zeroPadding2d,
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  LSTM: recurrent,
  GRU: recurrent,
  SimpleRNN: recurrent,
  Bidirectional: bidirectional,
  TimeDistributed: timeDistributed,
  Concatenate: concatenate,
  Add: combine,
  Multiply: combine,
  Average: combine,
  Maximum: combine,
  Minimum: combine,
  VoxboardFrameMask: frameMask,
  VoxboardAttentiveStatistics: attentiveStatistics,
};
