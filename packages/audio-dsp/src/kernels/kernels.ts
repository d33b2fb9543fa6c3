/**
 * The inner loops, once in WebAssembly SIMD and once in TypeScript. Both do the same operations in the same order, so
 * that results are equal to the last bit. All arguments named as data are byte offsets into one memory of doubles.
 * What each does is written where it is implemented, in assembly/ and in the scalar files here.
 */
export interface Kernels {
  readonly kind: 'wasm' | 'scalar';
  /** The whole memory. Growing it makes a new view; do not keep one across `ensureCapacity`. */
  heap(): Float64Array;
  /** Makes the memory at least this large. @throws AudioTooLongError when the machine has no more */
  ensureCapacity(bytes: number): void;
  forwardFrames(
    signal: number,
    window: number,
    hop: number,
    frameCount: number,
    plan: number,
    size: number,
    outRe: number,
    outIm: number,
  ): void;
  powerFrames(
    signal: number,
    window: number,
    hop: number,
    frameCount: number,
    plan: number,
    size: number,
    out: number,
  ): void;
  overlapAddFrames(
    inRe: number,
    inIm: number,
    frameCount: number,
    plan: number,
    size: number,
    window: number,
    hop: number,
    sum: number,
  ): void;
  convolveBlocks(
    signal: number,
    response: number,
    plan: number,
    halfPlan: number,
    size: number,
    blockCount: number,
    half: number,
    usable: number,
    spectrum: number,
    flush: number,
    out: number,
  ): void;
  readPhases(
    filtered: number,
    numerator: number,
    phaseCount: number,
    tapCount: number,
    bank: number,
    out: number,
    count: number,
  ): void;
  readInterpolatedPhases(
    filtered: number,
    step: number,
    phaseCount: number,
    tapCount: number,
    bank: number,
    out: number,
    count: number,
  ): void;
  projectDense(matrix: number, rows: number, inputs: number, weights: number, columns: number, out: number): void;
  projectBands(
    matrix: number,
    rows: number,
    inputs: number,
    bands: number,
    firstBins: number,
    offsets: number,
    weights: number,
    out: number,
  ): void;
  frameEnergies(signal: number, frameCount: number, length: number, hop: number, out: number): void;
  frameCrossings(signal: number, frameCount: number, length: number, hop: number, threshold: number, out: number): void;
  runningMedians(lines: number, lineCount: number, count: number, width: number, sorted: number, out: number): void;
  findPeaks(
    matrix: number,
    rows: number,
    columns: number,
    firstBin: number,
    endBin: number,
    threshold: number,
    maxima: number,
    places: number,
    heights: number,
  ): number;
  rowMaxima(matrix: number, rows: number, columns: number, out: number): void;
  magnitudes(re: number, im: number, count: number, out: number): void;
  applySoftMask(re: number, im: number, wanted: number, other: number, count: number): void;
  gateMask(values: number, floor: number, count: number, threshold: number, slope: number, out: number): void;
  naturalLogs(values: number, count: number, minimum: number, addend: number, out: number): void;
  squareRoots(values: number, count: number, out: number): void;
  splitPhasors(re: number, im: number, count: number, magnitude: number): void;
  vocodeFrame(
    hereRe: number,
    hereIm: number,
    hereMagnitude: number,
    nextRe: number,
    nextIm: number,
    nextMagnitude: number,
    alpha: number,
    turnRe: number,
    turnIm: number,
    outRe: number,
    outIm: number,
    count: number,
  ): void;
}
