import { gemm } from './gemm';

// A whole matrix product on one heap: operands are cut into blocks that stay in the caches, packed, and multiplied by
// `gemm`. Sums over blocks of K also keep rounding errors small.

/** K of a block: a panel of 16 columns is 16 KB. */
const BLOCK_K: i32 = 256;
/** Rows of a block: 128 KB of A. */
const BLOCK_M: i32 = 128;

/** Floats of scratch that `multiply` needs for products of `n` columns. */
export function multiplyScratch(n: i32): i32 {
  const wide = (n + 15) & ~15;
  return BLOCK_K * wide + BLOCK_M * BLOCK_K + BLOCK_M * wide;
}

/** Rows [first, first + count) of op(B), [k][n], as panels [wide / 16][count][16]; columns beyond n are zeros. */
function packPanels(b: usize, first: i32, count: i32, k: i32, n: i32, transposed: i32, to: usize): void {
  for (let column = 0; column < n; column += 16) {
    const width = min(16, n - column);
    for (let row = first; row < first + count; row++, to += 64) {
      if (!transposed && width === 16) {
        const from = b + ((<usize>(row * n + column)) << 2);
        v128.store(to, v128.load(from));
        v128.store(to, v128.load(from, 16), 16);
        v128.store(to, v128.load(from, 32), 32);
        v128.store(to, v128.load(from, 48), 48);
        continue;
      }
      for (let c = 0; c < 16; c++) {
        const index = transposed ? (column + c) * k + row : row * n + column + c;
        store<f32>(to + ((<usize>c) << 2), c < width ? load<f32>(b + ((<usize>index) << 2)) : 0);
      }
    }
  }
}

/** The block of a transposed A, [k][m], that has rows [row, row + rows) and columns [first, first + count), row-major. */
function turnBlock(a: usize, row: i32, rows: i32, first: i32, count: i32, m: i32, to: usize): void {
  for (let l = 0; l < count; l++) {
    const from = a + ((<usize>((first + l) * m + row)) << 2);
    for (let r = 0; r < rows; r++) {
      store<f32>(to + ((<usize>(r * count + l)) << 2), load<f32>(from + ((<usize>r) << 2)));
    }
  }
}

/**
 * C[m, n] = op(A)[m, k] · op(B)[k, n], float32, row-major without gaps.
 * @param scratch `multiplyScratch(n)` floats
 */
export function multiply(
  a: usize,
  b: usize,
  c: usize,
  m: i32,
  n: i32,
  k: i32,
  transposeA: i32,
  transposeB: i32,
  scratch: usize,
): void {
  const wide = (n + 15) & ~15;
  const panels = scratch;
  const block = panels + ((<usize>(BLOCK_K * wide)) << 2);
  const sums = block + ((<usize>(BLOCK_M * BLOCK_K)) << 2);
  const narrow = wide !== n;
  const rowBytes = (<usize>n) << 2;
  const wideBytes = (<usize>wide) << 2;
  memory.fill(c, 0, <usize>m * rowBytes);
  for (let first = 0; first < k; first += BLOCK_K) {
    const count = min(BLOCK_K, k - first);
    packPanels(b, first, count, k, n, transposeB, panels);
    for (let row = 0; row < m; row += BLOCK_M) {
      const rows = min(BLOCK_M, m - row);
      let from = a + ((<usize>(row * k + first)) << 2);
      let stride = (<usize>k) << 2;
      if (transposeA) {
        turnBlock(a, row, rows, first, count, m, block);
        from = block;
        stride = (<usize>count) << 2;
      }
      const to = c + <usize>row * rowBytes;
      if (!narrow) {
        gemm(from, stride, panels, to, rowBytes, rows, n, count, 0);
        continue;
      }
      for (let r: usize = 0; r < <usize>rows; r++) {
        memory.fill(sums + r * wideBytes + rowBytes, 0, wideBytes - rowBytes);
        memory.copy(sums + r * wideBytes, to + r * rowBytes, rowBytes);
      }
      gemm(from, stride, panels, sums, wideBytes, rows, wide, count, 0);
      for (let r: usize = 0; r < <usize>rows; r++) memory.copy(to + r * rowBytes, sums + r * wideBytes, rowBytes);
    }
  }
}
