/**
 * Layers that may be used in an architecture of one's own: those that train on every backend. Lambda layers and other
 * carriers of code are not among them, and never will be.
 */
export const ALLOWED_LAYERS: ReadonlySet<string> = new Set([
  'InputLayer',
  'Dense',
  'Activation',
  'ReLU',
  'LeakyReLU',
  'ELU',
  'Softmax',
  'Dropout',
  'SpatialDropout1D',
  'GaussianNoise',
  'GaussianDropout',
  'Flatten',
  'Reshape',
  'Permute',
  'RepeatVector',
  'Conv1D',
  'Conv2D',
  'SeparableConv2D',
  'DepthwiseConv2D',
  'MaxPooling1D',
  'MaxPooling2D',
  'AveragePooling1D',
  'AveragePooling2D',
  'GlobalMaxPooling1D',
  'GlobalMaxPooling2D',
  'GlobalAveragePooling1D',
  'GlobalAveragePooling2D',
  'ZeroPadding2D',
  'BatchNormalization',
  'LayerNormalization',
  'LSTM',
  'GRU',
  'SimpleRNN',
  'Bidirectional',
  'TimeDistributed',
  'Concatenate',
  'Add',
  'Multiply',
  'Average',
  'Maximum',
  'Minimum',
  'VoxboardFrameMask',
  'VoxboardAttentiveStatistics',
]);

/** Classes that hold layers. */
export const MODEL_CLASSES: ReadonlySet<string> = new Set(['Sequential', 'Functional', 'Model']);

/** Bounds that keep a mistyped number from exhausting the machine. */
export const MOST_LAYERS = 512;
export const MOST_UNITS = 16_384;

/** Settings that tfjs would ignore, with the only value that means the same there. */
export const IGNORED_SETTINGS: Readonly<Record<string, unknown>> = {
  groups: 1,
  keepdims: false,
  renorm: false,
  unroll: false,
  stateful: false,
  reset_after: false,
  causal: false,
};
