import { type Layer, type Tensor, tf } from '../tensorflow.js';
import { addressOf, doublesAt, floatsAt, heapKernels, withScratch } from './heap-kernels.js';
import { heapTensor } from './heap-tensor.js';

/** Mean and (biased) variance of each channel over a batch. */
interface ChannelMoments {
  readonly mean: Float32Array;
  readonly variance: Float32Array;
}

function momentsOf(x: Tensor, channels: number): ChannelMoments {
  const rows = x.size / channels;
  const kernels = heapKernels();
  return withScratch([channels, 2 * channels], (meanAt, sumsAt) => {
    kernels.channelSums(addressOf(x), rows, channels, sumsAt);
    const mean = Float32Array.from(doublesAt(sumsAt, channels), (sum) => sum / rows);
    floatsAt(meanAt, channels).set(mean);
    kernels.channelSquares(addressOf(x), meanAt, rows, channels, sumsAt);
    return { mean, variance: Float32Array.from(doublesAt(sumsAt, channels), (sum) => sum / rows) };
  });
}

/** x · scale + shift per channel. */
function affine(x: Tensor, scale: Float32Array, shift: Float32Array): Tensor {
  const channels = scale.length;
  return withScratch([channels, channels], (scaleAt, shiftAt) => {
    floatsAt(scaleAt, channels).set(scale);
    floatsAt(shiftAt, channels).set(shift);
    return heapTensor(x.shape, (values) => {
      const rows = x.size / channels;
      heapKernels().channelAffine(addressOf(x), values.byteOffset, scaleAt, shiftAt, rows, channels);
    });
  });
}

function scaleAndShift(
  { mean, variance }: ChannelMoments,
  gamma: Float32Array,
  beta: Float32Array,
  epsilon: number,
): [Float32Array, Float32Array] {
  const scale = gamma.map((g, c) => g / Math.sqrt(variance[c] + epsilon));
  return [scale, beta.map((b, c) => b - mean[c] * scale[c])];
}

/** Gradients of x, gamma and beta. */
function gradients(dy: Tensor, x: Tensor, gamma: Float32Array, moments: ChannelMoments, epsilon: number): Tensor[] {
  const channels = gamma.length;
  const rows = x.size / channels;
  const kernels = heapKernels();
  const inverse = moments.variance.map((v) => 1 / Math.sqrt(v + epsilon));
  const sizes = [channels, channels, channels, channels, channels, 2 * channels, 2 * channels];
  return withScratch(sizes, (meanAt, inverseAt, factorAt, gradientAt, productAt, sumsAt, productsAt) => {
    floatsAt(meanAt, channels).set(moments.mean);
    floatsAt(inverseAt, channels).set(inverse);
    kernels.normalisationSums(addressOf(x), addressOf(dy), meanAt, inverseAt, rows, channels, sumsAt, productsAt);
    const sums = doublesAt(sumsAt, channels).slice();
    const products = doublesAt(productsAt, channels).slice();
    const factor = inverse.map((v, c) => v * gamma[c]);
    floatsAt(factorAt, channels).set(factor);
    floatsAt(gradientAt, channels).set(sums.map((sum) => sum / rows));
    floatsAt(productAt, channels).set(products.map((sum) => sum / rows));
    const dx = heapTensor(x.shape, (values) => {
      const from = [addressOf(x), addressOf(dy)] as const;
      const perChannel = [meanAt, inverseAt, factorAt, gradientAt, productAt] as const;
      kernels.normalisationGradient(...from, values.byteOffset, ...perChannel, rows, channels);
    });
    return [
      dx,
      heapTensor([channels], (values) => values.set(products)),
      heapTensor([channels], (values) => values.set(sums)),
    ];
  });
}

interface NormalisationLayer extends Layer {
  readonly axis: number;
  readonly momentum: number;
  readonly epsilon: number;
  readonly gamma: Weight | null;
  readonly beta: Weight | null;
  readonly movingMean: Weight;
  readonly movingVariance: Weight;
}
interface Weight {
  read(): Tensor;
  write(value: Tensor): void;
}

function isNormalisation(layer: Layer): layer is NormalisationLayer {
  return layer.getClassName() === 'BatchNormalization';
}

const valuesOf = (weight: Weight) => weight.read().dataSync<'float32'>();

function moveAverage(average: Weight, value: Float32Array, momentum: number): void {
  const moved = valuesOf(average).map((v, c) => v * momentum + value[c] * (1 - momentum));
  tf.tidy(() => {
    average.write(tf.tensor1d(moved));
  });
}

/**
 * Makes a BatchNormalization over the last axis compute in two passes over its input instead of a dozen operations.
 * @returns false where the layer is of another kind
 */
export function fuseBatchNorm(layer: Layer): boolean {
  if (!isNormalisation(layer)) return false;
  const rank = (layer.outputShape as unknown[]).length;
  const { gamma, beta, epsilon, momentum, movingMean, movingVariance } = layer;
  if ((layer.axis + rank) % rank !== rank - 1 || !gamma || !beta) return false;
  layer.call = (inputs, kwargs) => {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    if (kwargs.training !== true) {
      const moments = { mean: valuesOf(movingMean), variance: valuesOf(movingVariance) };
      return affine(x, ...scaleAndShift(moments, valuesOf(gamma), valuesOf(beta), epsilon));
    }
    const moments = momentsOf(x, x.shape[x.rank - 1]);
    moveAverage(movingMean, moments.mean, momentum);
    moveAverage(movingVariance, moments.variance, momentum);
    const operation = tf.customGrad((...args) => {
      const [input, g, b, save] = args as [Tensor, Tensor, Tensor, tf.GradSaveFunc];
      const scale = g.dataSync<'float32'>();
      const value = affine(input, ...scaleAndShift(moments, scale, b.dataSync<'float32'>(), epsilon));
      save([input]);
      const gradFunc = (dy: Tensor, [saved]: Tensor[]) => gradients(dy, saved, scale, moments, epsilon);
      return { value, gradFunc };
    });
    return operation(x, gamma.read(), beta.read());
  };
  return true;
}
