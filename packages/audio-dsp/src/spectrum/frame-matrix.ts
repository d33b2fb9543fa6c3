/** A matrix of frames × columns, row-major: `values[frame * columnCount + column]`. */
export interface FrameMatrix {
  readonly frameCount: number;
  readonly columnCount: number;
  readonly values: Float64Array;
}

/** frames × bins of a short-time Fourier transform, split into real and imaginary parts. */
export interface ComplexSpectrogram {
  readonly frameCount: number;
  /** nFft / 2 + 1, DC and Nyquist included. */
  readonly binCount: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export function createFrameMatrix(frameCount: number, columnCount: number): FrameMatrix {
  return { frameCount, columnCount, values: new Float64Array(frameCount * columnCount) };
}

/** The mean of every column over frames. @returns columnCount values */
export function meanOverFrames({ frameCount, columnCount, values }: FrameMatrix): Float64Array {
  const means = new Float64Array(columnCount);
  for (let frame = 0, at = 0; frame < frameCount; frame++) {
    for (let column = 0; column < columnCount; column++, at++) means[column] += values[at];
  }
  for (let column = 0; column < columnCount; column++) means[column] /= frameCount;
  return means;
}

/** Matrices side by side; shorter ones are continued with zeros. */
export function joinColumns(matrices: readonly FrameMatrix[]): FrameMatrix {
  const frameCount = Math.max(0, ...matrices.map((matrix) => matrix.frameCount));
  const columnCount = matrices.reduce((sum, matrix) => sum + matrix.columnCount, 0);
  const joined = createFrameMatrix(frameCount, columnCount);
  let column = 0;
  for (const matrix of matrices) {
    for (let frame = 0; frame < matrix.frameCount; frame++) {
      const start = frame * matrix.columnCount;
      joined.values.set(matrix.values.subarray(start, start + matrix.columnCount), frame * columnCount + column);
    }
    column += matrix.columnCount;
  }
  return joined;
}

/** Means of frames 2i and 2i + 1; an odd last frame stays as it is. */
export function averagePairs({ frameCount, columnCount, values }: FrameMatrix): FrameMatrix {
  const averaged = createFrameMatrix(Math.ceil(frameCount / 2), columnCount);
  for (let frame = 0; frame < averaged.frameCount; frame++) {
    const first = 2 * frame * columnCount;
    const second = 2 * frame + 1 < frameCount ? first + columnCount : first;
    for (let column = 0; column < columnCount; column++) {
      averaged.values[frame * columnCount + column] = (values[first + column] + values[second + column]) / 2;
    }
  }
  return averaged;
}

/** Mean and (population) standard deviation of every column over frames. @returns mean and std of each column in turn */
export function meanAndStdOverFrames(matrix: FrameMatrix): Float64Array {
  const { frameCount, columnCount, values } = matrix;
  const means = meanOverFrames(matrix);
  const result = new Float64Array(2 * columnCount);
  for (let frame = 0, at = 0; frame < frameCount; frame++) {
    for (let column = 0; column < columnCount; column++, at++) {
      result[2 * column + 1] += (values[at] - means[column]) ** 2;
    }
  }
  for (let column = 0; column < columnCount; column++) {
    result[2 * column] = means[column];
    result[2 * column + 1] = Math.sqrt(result[2 * column + 1] / frameCount);
  }
  return result;
}
