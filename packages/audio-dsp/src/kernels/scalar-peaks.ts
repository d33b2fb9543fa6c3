/** See assembly/peaks.ts. */
export function findPeaks(
  heap: Float64Array,
  matrix: number,
  rows: number,
  columns: number,
  firstBin: number,
  endBin: number,
  threshold: number,
  maxima: number,
  places: number,
  heights: number,
): number {
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const floor = threshold * heap[maxima / 8 + row];
    const base = matrix / 8 + row * columns;
    for (let bin = firstBin; bin < endBin; bin++) {
      const here = heap[base + bin];
      if (!(here > floor)) continue;
      const left = heap[base + bin - 1];
      const right = heap[base + bin + 1];
      if (!(here > left && here >= right)) continue;
      const curvature = right + left - 2 * here;
      const slope = (right - left) / 2;
      const shift = Math.abs(slope) >= Math.abs(curvature) ? 0 : -slope / curvature;
      heap[places / 8 + count] = bin + shift;
      heap[heights / 8 + count] = here + 0.5 * slope * shift;
      count++;
    }
  }
  return count;
}
