import { fma } from './simd';

// Register tiles are 2 rows × 16 columns: eight accumulators. With more, V8 spills them (4 × 16 ran at half the speed).

/**
 * C = bias + A·B where `bias` is given, else C += A·B. float32, row-major; `lda` and `ldc` are bytes between rows.
 * B is packed in panels: [N / 16][K][16]. N is a multiple of 16.
 */
export function gemm(a: usize, lda: usize, b: usize, c: usize, ldc: usize, m: i32, n: i32, k: i32, bias: usize): void {
  for (let column = 0; column < n; column += 16, b += (<usize>k) << 6, c += 64) {
    for (let row = 0; row < m; row += 2) {
      // A single last row is computed twice and stored to the same place.
      const second: usize = row + 1 < m ? 1 : 0;
      const c0 = c + <usize>row * ldc;
      const c1 = c0 + second * ldc;
      let p0 = a + <usize>row * lda;
      let p1 = p0 + second * lda;
      let from0 = c0;
      let from1 = c1;
      if (bias) {
        from0 = bias + ((<usize>column) << 2);
        from1 = from0;
      }
      let a00 = v128.load(from0);
      let a01 = v128.load(from0, 16);
      let a02 = v128.load(from0, 32);
      let a03 = v128.load(from0, 48);
      let a10 = v128.load(from1);
      let a11 = v128.load(from1, 16);
      let a12 = v128.load(from1, 32);
      let a13 = v128.load(from1, 48);
      let w = b;
      for (let l = 0; l < k; l++) {
        const w0 = v128.load(w);
        const w1 = v128.load(w, 16);
        const w2 = v128.load(w, 32);
        const w3 = v128.load(w, 48);
        const s0 = v128.load32_splat(p0);
        a00 = fma(s0, w0, a00);
        a01 = fma(s0, w1, a01);
        a02 = fma(s0, w2, a02);
        a03 = fma(s0, w3, a03);
        const s1 = v128.load32_splat(p1);
        a10 = fma(s1, w0, a10);
        a11 = fma(s1, w1, a11);
        a12 = fma(s1, w2, a12);
        a13 = fma(s1, w3, a13);
        w += 64;
        p0 += 4;
        p1 += 4;
      }
      v128.store(c0, a00);
      v128.store(c0, a01, 16);
      v128.store(c0, a02, 32);
      v128.store(c0, a03, 48);
      v128.store(c1, a10);
      v128.store(c1, a11, 16);
      v128.store(c1, a12, 32);
      v128.store(c1, a13, 48);
    }
  }
}

/**
 * C[K, N] += A[M, K]ᵀ · B[M, N]. float32, row-major; `lda`, `ldb`, `ldc` are bytes between rows; N is a multiple of 16.
 * @param panel room for M · 16 floats: columns of B, contiguous, because rows a kilobyte apart share cache sets
 */
export function gemmTransposedA(
  a: usize,
  lda: usize,
  b: usize,
  ldb: usize,
  c: usize,
  ldc: usize,
  m: i32,
  n: i32,
  k: i32,
  panel: usize,
): void {
  for (let column = 0; column < n; column += 16, b += 64, c += 64) {
    let from = b;
    let to = panel;
    for (let row = 0; row < m; row++, from += ldb, to += 64) {
      v128.store(to, v128.load(from));
      v128.store(to, v128.load(from, 16), 16);
      v128.store(to, v128.load(from, 32), 32);
      v128.store(to, v128.load(from, 48), 48);
    }
    for (let l = 0; l < k; l += 2) {
      const second: usize = l + 1 < k ? 1 : 0;
      const c0 = c + <usize>l * ldc;
      const c1 = c0 + second * ldc;
      const next = second << 2;
      let a00 = v128.load(c0);
      let a01 = v128.load(c0, 16);
      let a02 = v128.load(c0, 32);
      let a03 = v128.load(c0, 48);
      let a10 = v128.load(c1);
      let a11 = v128.load(c1, 16);
      let a12 = v128.load(c1, 32);
      let a13 = v128.load(c1, 48);
      let p0 = a + ((<usize>l) << 2);
      let p1 = p0 + next;
      let w = panel;
      for (let row = 0; row < m; row++) {
        const w0 = v128.load(w);
        const w1 = v128.load(w, 16);
        const w2 = v128.load(w, 32);
        const w3 = v128.load(w, 48);
        const s0 = v128.load32_splat(p0);
        a00 = fma(s0, w0, a00);
        a01 = fma(s0, w1, a01);
        a02 = fma(s0, w2, a02);
        a03 = fma(s0, w3, a03);
        const s1 = v128.load32_splat(p1);
        a10 = fma(s1, w0, a10);
        a11 = fma(s1, w1, a11);
        a12 = fma(s1, w2, a12);
        a13 = fma(s1, w3, a13);
        w += 64;
        p0 += lda;
        p1 += lda;
      }
      v128.store(c0, a00);
      v128.store(c0, a01, 16);
      v128.store(c0, a02, 32);
      v128.store(c0, a03, 48);
      v128.store(c1, a10);
      v128.store(c1, a11, 16);
      v128.store(c1, a12, 32);
      v128.store(c1, a13, 48);
    }
  }
}
