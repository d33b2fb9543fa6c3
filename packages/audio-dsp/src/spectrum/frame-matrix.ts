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
