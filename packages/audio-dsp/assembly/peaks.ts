/**
 * Local maxima of each row between `firstBin` and `endBin` (exclusive; both with a neighbour on either side) that
 * exceed `threshold` times the row's largest value in `maxima`. A parabola through three bins refines them: places (in
 * bins) go to `places`, heights to `heights`.
 * @returns how many there are, at most (endBin − firstBin + 1) / 2 a row
 */
export function findPeaks(
  matrix: usize,
  rows: i32,
  columns: i32,
  firstBin: i32,
  endBin: i32,
  threshold: f64,
  maxima: usize,
  places: usize,
  heights: usize,
): i32 {
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const floor = threshold * load<f64>(maxima + ((<usize>row) << 3));
    const base = matrix + ((<usize>(row * columns)) << 3);
    for (let bin = firstBin; bin < endBin; bin++) {
      const at = base + ((<usize>bin) << 3);
      const here = load<f64>(at);
      if (!(here > floor)) continue;
      const left = load<f64>(at - 8);
      const right = load<f64>(at, 8);
      if (!(here > left && here >= right)) continue;
      const curvature = right + left - 2 * here;
      const slope = (right - left) / 2;
      const shift = abs(slope) >= abs(curvature) ? 0 : -slope / curvature;
      store<f64>(places + ((<usize>count) << 3), <f64>bin + shift);
      store<f64>(heights + ((<usize>count) << 3), here + 0.5 * slope * shift);
      count++;
    }
  }
  return count;
}
