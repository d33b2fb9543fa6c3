/** Sum of squares of every frame of `length` (even) samples, `hop` apart; even and odd samples are summed apart. */
export function frameEnergies(signal: usize, frameCount: i32, length: i32, hop: i32, out: usize): void {
  for (let frame = 0; frame < frameCount; frame++) {
    const start: usize = signal + ((<usize>(frame * hop)) << 3);
    let sum = f64x2.splat(0);
    for (let i: usize = 0, end: usize = (<usize>length) << 3; i < end; i += 16) {
      const x = v128.load(start + i);
      sum = f64x2.add(sum, f64x2.mul(x, x));
    }
    store<f64>(out + ((<usize>frame) << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  }
}

/**
 * How often neighbouring samples of every frame lie on different sides of −threshold. `length` is even; the pair that
 * reaches over a frame's end does not count.
 */
export function frameCrossings(
  signal: usize,
  frameCount: i32,
  length: i32,
  hop: i32,
  threshold: f64,
  out: usize,
): void {
  const limit = f64x2.splat(-threshold);
  for (let frame = 0; frame < frameCount; frame++) {
    const start: usize = signal + ((<usize>(frame * hop)) << 3);
    const end: usize = (<usize>length - 2) << 3;
    let counts = i64x2.splat(0);
    for (let i: usize = 0; i < end; i += 16) {
      const here = f64x2.lt(v128.load(start + i), limit);
      const next = f64x2.lt(v128.load(start + i, 8), limit);
      counts = i64x2.sub(counts, v128.xor(here, next));
    }
    let count = i64x2.extract_lane(counts, 0) + i64x2.extract_lane(counts, 1);
    const last = load<f64>(start + end) < -threshold;
    if (last !== load<f64>(start + end, 8) < -threshold) count++;
    store<f64>(out + ((<usize>frame) << 3), <f64>count);
  }
}

/** The largest of each row's non-negative values; at least 0. */
export function rowMaxima(matrix: usize, rows: i32, columns: i32, out: usize): void {
  const rowBytes: usize = (<usize>columns) << 3;
  for (let row = 0; row < rows; row++) {
    let largest = f64x2.splat(0);
    let i: usize = 0;
    for (; i + 8 < rowBytes; i += 16) largest = f64x2.pmax(largest, v128.load(matrix + i));
    let maximum = max(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1));
    if (i < rowBytes) maximum = max(maximum, load<f64>(matrix + i));
    store<f64>(out + ((<usize>row) << 3), maximum);
    matrix += rowBytes;
  }
}
