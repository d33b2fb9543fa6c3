import { createFrameMatrix, type FrameMatrix } from '../spectrum/frame-matrix.js';
import { sourceIndex } from '../spectrum/padding.js';

export interface DeltaOptions {
  /** Frames that each fit reads: odd, at least 3, more than `order`. Default 9. */
  readonly width?: number;
  /** 1: rate of change, 2: curvature, and so on. Default 1. */
  readonly order?: number;
  /**
   * What the fits at the ends read: 'interp' the first and last full fits serve; 'nearest' the end frames repeated,
   * 'mirror' reflected about them, 'constant' `cval`, 'wrap' the other end. Default 'interp'.
   */
  readonly mode?: 'interp' | 'nearest' | 'mirror' | 'constant' | 'wrap';
  /** Default 0. */
  readonly cval?: number;
}

/** The names `scipy.ndimage` and `numpy.pad` have for the same continuation. */
const PAD_MODES = { nearest: 'edge', mirror: 'reflect', wrap: 'wrap' } as const;

/**
 * Derivative of every column over time, in units a frame: that of the polynomial of degree `order` fitted to `width`
 * frames around each frame (Savitzky and Golay 1964), as `librosa.feature.delta` with its parameters and defaults.
 * @returns frames × columns
 * @throws RangeError when the width is even, too small, or exceeds the frames where mode is 'interp'; when the order is
 * no positive integer below the width
 */
export function delta(matrix: FrameMatrix, options: DeltaOptions = {}): FrameMatrix {
  const { width = 9, order = 1, mode = 'interp', cval = 0 } = options;
  const { frameCount, columnCount, values } = matrix;
  requireUsable(width, order, mode === 'interp' ? frameCount : Number.POSITIVE_INFINITY);
  const half = (width - 1) / 2;
  const weights = fitWeights(order, half);
  const result = createFrameMatrix(frameCount, columnCount);
  const [first, last] = mode === 'interp' ? [half, frameCount - 1 - half] : [0, frameCount - 1];
  for (let frame = first; frame <= last; frame++) {
    const out = frame * columnCount;
    for (let n = -half; n <= half; n++) {
      const weight = weights[n + half];
      const at = frame + n;
      const isInside = at >= 0 && at < frameCount;
      const source =
        isInside || mode === 'constant' || mode === 'interp' ? at : sourceIndex(at, frameCount, PAD_MODES[mode]);
      for (let column = 0; column < columnCount; column++) {
        result.values[out + column] +=
          weight * (isInside || mode !== 'constant' ? values[source * columnCount + column] : cval);
      }
    }
  }
  // The highest derivative of a polynomial of that degree is the same everywhere.
  if (mode === 'interp') repeatEnds(result, half);
  return result;
}

function requireUsable(width: number, order: number, frameCount: number): void {
  if (!Number.isInteger(width) || width < 3 || width % 2 === 0) {
    throw new RangeError(`width must be odd and at least 3, got ${width}`);
  }
  if (!Number.isInteger(order) || order < 1 || order >= width) {
    throw new RangeError(`order must be an integer from 1 to ${width - 1}, got ${order}`);
  }
  if (width > frameCount) throw new RangeError(`width ${width} exceeds the ${frameCount} frames there are`);
}

function repeatEnds({ frameCount, columnCount, values }: FrameMatrix, half: number): void {
  const rowOf = (frame: number) => values.slice(frame * columnCount, (frame + 1) * columnCount);
  const [first, last] = [rowOf(half), rowOf(frameCount - 1 - half)];
  for (let i = 0; i < half; i++) {
    values.set(first, i * columnCount);
    values.set(last, (frameCount - 1 - i) * columnCount);
  }
}

/**
 * Least-squares weights of order! times the leading coefficient, from the monic polynomials that are orthogonal over
 * −half … half (their three-term recurrence needs no matrix).
 */
function fitWeights(order: number, half: number): Float64Array {
  const offsets = Float64Array.from({ length: 2 * half + 1 }, (_, i) => i - half);
  let before = new Float64Array(offsets.length);
  let current = new Float64Array(offsets.length).fill(1);
  let energyBefore = 1;
  let factorial = 1;
  for (let k = 0; k < order; k++) {
    const energy = current.reduce((sum, value) => sum + value * value, 0);
    const ratio = k === 0 ? 0 : energy / energyBefore;
    const next = current.map((value, i) => offsets[i] * value - ratio * before[i]);
    [before, current, energyBefore] = [current, next, energy];
    factorial *= k + 1;
  }
  const energy = current.reduce((sum, value) => sum + value * value, 0);
  return current.map((value) => (factorial * value) / energy);
}
