/**
 * matrix (rows × inputs) · weights (inputs × columns) → out (rows × columns); `columns` is even. The sums run over
 * inputs in order.
 */
export function projectDense(matrix: usize, rows: i32, inputs: i32, weights: usize, columns: i32, out: usize): void {
  const rowBytes: usize = (<usize>inputs) << 3;
  const columnBytes: usize = (<usize>columns) << 3;
  for (let row = 0; row < rows; row++) {
    let column: usize = 0;
    for (; column + 96 <= columnBytes; column += 96)
      projectSix(matrix, rowBytes, weights + column, columnBytes, out + column);
    for (; column + 32 <= columnBytes; column += 32)
      projectTwo(matrix, rowBytes, weights + column, columnBytes, out + column);
    for (; column < columnBytes; column += 16)
      projectOne(matrix, rowBytes, weights + column, columnBytes, out + column);
    matrix += rowBytes;
    out += columnBytes;
  }
}

function projectSix(values: usize, rowBytes: usize, weights: usize, columnBytes: usize, out: usize): void {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let s4 = f64x2.splat(0);
  let s5 = f64x2.splat(0);
  for (let i: usize = 0; i < rowBytes; i += 8, weights += columnBytes) {
    const x = v128.load64_splat(values + i);
    s0 = f64x2.add(s0, f64x2.mul(x, v128.load(weights)));
    s1 = f64x2.add(s1, f64x2.mul(x, v128.load(weights, 16)));
    s2 = f64x2.add(s2, f64x2.mul(x, v128.load(weights, 32)));
    s3 = f64x2.add(s3, f64x2.mul(x, v128.load(weights, 48)));
    s4 = f64x2.add(s4, f64x2.mul(x, v128.load(weights, 64)));
    s5 = f64x2.add(s5, f64x2.mul(x, v128.load(weights, 80)));
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
  v128.store(out, s4, 64);
  v128.store(out, s5, 80);
}

function projectTwo(values: usize, rowBytes: usize, weights: usize, columnBytes: usize, out: usize): void {
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  for (let i: usize = 0; i < rowBytes; i += 8, weights += columnBytes) {
    const x = v128.load64_splat(values + i);
    s0 = f64x2.add(s0, f64x2.mul(x, v128.load(weights)));
    s1 = f64x2.add(s1, f64x2.mul(x, v128.load(weights, 16)));
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
}

function projectOne(values: usize, rowBytes: usize, weights: usize, columnBytes: usize, out: usize): void {
  let s0 = f64x2.splat(0);
  for (let i: usize = 0; i < rowBytes; i += 8, weights += columnBytes) {
    s0 = f64x2.add(s0, f64x2.mul(v128.load64_splat(values + i), v128.load(weights)));
  }
  v128.store(out, s0);
}

/**
 * Sparse bands: out[row, band] = Σ weights · matrix[row, firstBins[band] …]. Bands have an even number of weights and
 * start at offsets[band]; even and odd terms are summed apart. `firstBins` and `offsets` are 32-bit.
 */
export function projectBands(
  matrix: usize,
  rows: i32,
  inputs: i32,
  bands: i32,
  firstBins: usize,
  offsets: usize,
  weights: usize,
  out: usize,
): void {
  const rowBytes: usize = (<usize>inputs) << 3;
  for (let row = 0; row < rows; row++) {
    for (let band: usize = 0; band < <usize>bands; band++) {
      let x: usize = matrix + ((<usize>load<i32>(firstBins + (band << 2))) << 3);
      let w: usize = weights + ((<usize>load<i32>(offsets + (band << 2))) << 3);
      const end: usize = weights + ((<usize>load<i32>(offsets + (band << 2), 4)) << 3);
      let sum = f64x2.splat(0);
      for (; w < end; w += 16, x += 16) sum = f64x2.add(sum, f64x2.mul(v128.load(w), v128.load(x)));
      store<f64>(out + (band << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
    }
    matrix += rowBytes;
    out += (<usize>bands) << 3;
  }
}

/** Square root of `count` (even) values. */
export function squareRoots(values: usize, count: i32, out: usize): void {
  for (let i: usize = 0, end: usize = (<usize>count) << 3; i < end; i += 16) {
    v128.store(out + i, f64x2.sqrt(v128.load(values + i)));
  }
}
