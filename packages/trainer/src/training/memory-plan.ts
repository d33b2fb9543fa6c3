import { NotEnoughMemoryError } from '../errors.js';
import type { Layer, LayersModel } from '../tensorflow.js';

/** Weight, gradient and two moments. */
const COPIES_OF_WEIGHTS = 4;
/** Window rows, packed operands and the like. */
const WORKSPACE_BYTES = 256 * 2 ** 20;
/** An output, its gradient, and what operations in between leave until the step ends. */
const COPIES_OF_OUTPUTS = 3;
/** An unfused recurrent layer keeps gates and states of every step. */
const COPIES_OF_RECURRENT_OUTPUTS = 14;
const RECURRENT = new Set(['LSTM', 'GRU', 'SimpleRNN', 'Bidirectional']);

type Shape = readonly (number | null)[];

export interface MemoryEstimate {
  /** Whatever the batch. */
  readonly fixedBytes: number;
  readonly bytesPerRow: number;
}

/**
 * What a training step takes at most, roughly (within a factor of two of what was measured).
 * @param inner layers whose outputs never exist, because fused kernels compute through them
 */
export function estimateMemory(model: LayersModel, inner: ReadonlySet<Layer>): MemoryEstimate {
  let perRow = 0;
  for (const layer of model.layers) {
    if (inner.has(layer)) continue;
    const copies = RECURRENT.has(layer.getClassName()) ? COPIES_OF_RECURRENT_OUTPUTS : COPIES_OF_OUTPUTS;
    perRow += copies * 4 * outputValues(layer);
  }
  return { fixedBytes: 4 * COPIES_OF_WEIGHTS * model.countParams() + WORKSPACE_BYTES, bytesPerRow: perRow };
}

/** Values of one row of a layer's output; the sum where there are several outputs. */
function outputValues(layer: Layer): number {
  const shapes = (Array.isArray(layer.outputShape[0]) ? layer.outputShape : [layer.outputShape]) as Shape[];
  return shapes.reduce((sum, [, ...axes]) => sum + axes.reduce<number>((values, axis) => values * (axis ?? 1), 1), 0);
}

/**
 * Rows that a step computes at once: the whole batch where it fits, else the largest equal parts that do. Gradients of
 * parts add up to the batch's exactly, but for batch normalisation, whose statistics are the batch's.
 * @throws NotEnoughMemoryError when not even one row fits, or a normalised batch does not fit whole
 */
export function partSize(model: LayersModel, estimate: MemoryEstimate, batchSize: number, limitBytes: number): number {
  const { fixedBytes, bytesPerRow } = estimate;
  const whole = fixedBytes + batchSize * bytesPerRow;
  if (whole <= limitBytes) return batchSize;
  const rows = Math.floor((limitBytes - fixedBytes) / bytesPerRow);
  const normalised = model.layers.some((layer) => layer.getClassName() === 'BatchNormalization');
  if (rows < 1 || normalised) {
    const megabytes = (bytes: number) => Math.ceil(bytes / 2 ** 20);
    const needed = normalised ? whole : fixedBytes + bytesPerRow;
    throw new NotEnoughMemoryError(megabytes(needed), megabytes(limitBytes));
  }
  return Math.ceil(batchSize / Math.ceil(batchSize / rows));
}
