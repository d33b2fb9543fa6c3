import { type Layer, tf } from '../tensorflow.js';

type Shape = readonly (number | null)[];

const fieldsOf = (layer: Layer) => layer as unknown as Record<string, unknown>;

/** Values of one row of a layer's output; the sum where there are several outputs. */
export function outputValues(layer: Layer): number {
  const shapes = (Array.isArray(layer.outputShape[0]) ? layer.outputShape : [layer.outputShape]) as Shape[];
  return shapes.reduce((sum, shape) => sum + product(shape.slice(1)), 0);
}

function product(shape: Shape): number {
  return shape.reduce<number>((a, b) => a * (b ?? 1), 1);
}

function weightShape(value: unknown): number[] {
  return (value as { shape: number[] }).shape;
}

/** Operations of a matrix product for each position that a kernel is applied to. */
function kernelFlops(layer: Layer): number {
  const kernel = weightShape(fieldsOf(layer).kernel);
  const positions = outputValues(layer) / kernel[kernel.length - 1];
  return 2 * product(kernel) * positions;
}

/** Gates of a recurrent cell, as its kernels' widths say, at each time step. */
function recurrentFlops(layer: Layer): number {
  const cell = fieldsOf(fieldsOf(layer).cell as Layer);
  const steps = (layer.input as tf.SymbolicTensor).shape[1] ?? 1;
  return 2 * steps * (product(weightShape(cell.kernel)) + product(weightShape(cell.recurrentKernel)));
}

const PER_VALUE: Readonly<Record<string, number>> = {
  InputLayer: 0,
  Flatten: 0,
  Reshape: 0,
  Dropout: 0,
  SpatialDropout1D: 0,
  GaussianNoise: 0,
  GaussianDropout: 0,
  BatchNormalization: 2,
  LayerNormalization: 5,
  MaxPooling1D: 2,
  MaxPooling2D: 4,
};

/**
 * Floating-point operations of one row's forward pass, a multiplication and an addition counted as two. Recurrent and
 * dense layers by their kernels, others by their outputs.
 */
export function layerFlops(layer: Layer): number {
  const name = layer.getClassName();
  if (['Dense', 'Conv1D', 'Conv2D'].includes(name)) return kernelFlops(layer);
  if (['LSTM', 'GRU', 'SimpleRNN'].includes(name)) return recurrentFlops(layer);
  if (name === 'Bidirectional') {
    const { forwardLayer } = fieldsOf(layer);
    const cell = fieldsOf(fieldsOf(forwardLayer as Layer).cell as Layer);
    const steps = (layer.input as tf.SymbolicTensor).shape[1] ?? 1;
    return 4 * steps * (product(weightShape(cell.kernel)) + product(weightShape(cell.recurrentKernel)));
  }
  if (name === 'VoxboardAttentiveStatistics') {
    const [frames] = layer.input as tf.SymbolicTensor[];
    const channels = frames.shape[2] ?? 1;
    const { kernel } = fieldsOf(layer);
    return (frames.shape[1] ?? 1) * (2 * product(weightShape(kernel)) + 4 * channels);
  }
  return (PER_VALUE[name] ?? 1) * outputValues(layer);
}
