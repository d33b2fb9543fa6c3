import { createFrameMatrix, type FrameMatrix } from '../spectrum/frame-matrix.js';

/**
 * Rate of change (order 1) or curvature (order 2) of every column over time: the derivative of the line or parabola
 * fitted to `width` frames around each frame, as `librosa.feature.delta`. Near the ends the first and last full fits
 * serve.
 * @param width odd, at least 3. Default 9
 * @throws RangeError when the width is even, too small or exceeds the number of frames
 */
export function delta(matrix: FrameMatrix, order: 1 | 2 = 1, width = 9): FrameMatrix {
  const { frameCount, columnCount, values } = matrix;
  if (!Number.isInteger(width) || width < 3 || width % 2 === 0) {
    throw new RangeError(`width must be odd and at least 3, got ${width}`);
  }
  if (width > frameCount) throw new RangeError(`width ${width} exceeds the ${frameCount} frames there are`);
  const half = (width - 1) / 2;
  const coefficients = fitCoefficients(order, half);
  const result = createFrameMatrix(frameCount, columnCount);
  for (let frame = half; frame < frameCount - half; frame++) {
    const out = frame * columnCount;
    for (let n = -half; n <= half; n++) {
      const weight = coefficients[n + half];
      const at = (frame + n) * columnCount;
      for (let column = 0; column < columnCount; column++) result.values[out + column] += weight * values[at + column];
    }
  }
  const rowOf = (frame: number) => result.values.slice(frame * columnCount, (frame + 1) * columnCount);
  const [first, last] = [rowOf(half), rowOf(frameCount - 1 - half)];
  for (let i = 0; i < half; i++) {
    result.values.set(first, i * columnCount);
    result.values.set(last, (frameCount - 1 - i) * columnCount);
  }
  return result;
}

/** Least-squares weights: the slope of a line, or twice the leading coefficient of a parabola. */
function fitCoefficients(order: 1 | 2, half: number): Float64Array {
  const width = 2 * half + 1;
  const offsets = Array.from({ length: width }, (_, i) => i - half);
  const meanSquare = offsets.reduce((sum, n) => sum + n * n, 0) / width;
  const terms = offsets.map((n) => (order === 1 ? n : n * n - meanSquare));
  const energy = terms.reduce((sum, term) => sum + term * term, 0);
  return Float64Array.from(terms, (term) => (order * term) / energy);
}
