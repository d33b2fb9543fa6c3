import { fma } from './simd';

// Conv1D + bias + ReLU + MaxPool 2, channels last. A window is `length` = k · cin contiguous floats, so that the
// convolution is a matrix product on the input itself, with overlapping rows; the two positions of a pooling window
// are the two rows of a register tile, and the convolution's output never reaches memory.

/** Pooled positions computed for one panel of weights before the next panel. */
const BLOCK: i32 = 16;

/**
 * Stores max(y0, y1, 0) and returns a bit per lane: the second position won.
 * pmax(a, b) keeps a where either is NaN.
 */
function poolTo(out: usize, y0: v128, y1: v128): i32 {
  v128.store(out, f32x4.pmax(f32x4.pmax(y0, y1), f32x4.splat(0)));
  return i32x4.bitmask(f32x4.gt(y1, y0));
}

/**
 * @param x first window of the sample · @param step bytes from one position to the next
 * @param weights packed in panels [cout / 16][length][16], and a last panel [length][8] where cout is 8 more
 * @param out [positions][cout] · @param mask [positions][cout / 8] bytes, a bit per value
 * @param positions pooled positions · @param cout multiple of 8
 */
export function convPool(
  x: usize,
  step: usize,
  weights: usize,
  bias: usize,
  out: usize,
  mask: usize,
  positions: i32,
  length: i32,
  cout: i32,
): void {
  const row = (<usize>cout) << 2;
  const maskRow = <usize>(cout >> 3);
  const panel = (<usize>length) << 6;
  for (let first = 0; first < positions; first += BLOCK) {
    const count = min(BLOCK, positions - first);
    const from = x + <usize>(2 * first) * step;
    const to = out + <usize>first * row;
    const bits = mask + <usize>first * maskRow;
    let w = weights;
    let c = 0;
    for (; c + 16 <= cout; c += 16, w += panel) {
      const offset = (<usize>c) << 2;
      convPool16(from, step, w, bias + offset, to + offset, row, bits + <usize>(c >> 3), maskRow, count, length);
    }
    if (c < cout) {
      const offset = (<usize>c) << 2;
      convPool8(from, step, w, bias + offset, to + offset, row, bits + <usize>(c >> 3), maskRow, count, length);
    }
  }
}

function convPool16(
  x: usize,
  step: usize,
  weights: usize,
  bias: usize,
  out: usize,
  row: usize,
  mask: usize,
  maskRow: usize,
  count: i32,
  length: i32,
): void {
  for (let q = 0; q < count; q++, x += 2 * step, out += row, mask += maskRow) {
    let a00 = v128.load(bias);
    let a01 = v128.load(bias, 16);
    let a02 = v128.load(bias, 32);
    let a03 = v128.load(bias, 48);
    let a10 = a00;
    let a11 = a01;
    let a12 = a02;
    let a13 = a03;
    let p0 = x;
    let p1 = x + step;
    let w = weights;
    for (let l = 0; l < length; l++) {
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
    store<u8>(mask, poolTo(out, a00, a10) | (poolTo(out + 16, a01, a11) << 4));
    store<u8>(mask + 1, poolTo(out + 32, a02, a12) | (poolTo(out + 48, a03, a13) << 4));
  }
}

function convPool8(
  x: usize,
  step: usize,
  weights: usize,
  bias: usize,
  out: usize,
  row: usize,
  mask: usize,
  maskRow: usize,
  count: i32,
  length: i32,
): void {
  for (let q = 0; q < count; q++, x += 2 * step, out += row, mask += maskRow) {
    let a00 = v128.load(bias);
    let a01 = v128.load(bias, 16);
    let a10 = a00;
    let a11 = a01;
    let p0 = x;
    let p1 = x + step;
    let w = weights;
    for (let l = 0; l < length; l++) {
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      const s0 = v128.load32_splat(p0);
      a00 = fma(s0, w0, a00);
      a01 = fma(s0, w1, a01);
      const s1 = v128.load32_splat(p1);
      a10 = fma(s1, w0, a10);
      a11 = fma(s1, w1, a11);
      w += 32;
      p0 += 4;
      p1 += 4;
    }
    store<u8>(mask, poolTo(out, a00, a10) | (poolTo(out + 16, a01, a11) << 4));
  }
}

/**
 * The same for one input channel and three taps, with the weights held in registers: a first layer's windows are so
 * short that loading weights would be most of the work.
 * @param weights [3][cout]
 */
export function convPoolSamples(
  x: usize,
  step: usize,
  weights: usize,
  bias: usize,
  out: usize,
  mask: usize,
  positions: i32,
  cout: i32,
): void {
  const row = (<usize>cout) << 2;
  const maskRow = <usize>(cout >> 3);
  for (let first = 0; first < positions; first += 128) {
    const count = min(128, positions - first);
    for (let c = 0; c < cout; c += 8) {
      const offset = (<usize>c) << 2;
      const w = weights + offset;
      const k00 = v128.load(w);
      const k01 = v128.load(w, 16);
      const k10 = v128.load(w + row);
      const k11 = v128.load(w + row, 16);
      const k20 = v128.load(w + 2 * row);
      const k21 = v128.load(w + 2 * row, 16);
      const b0 = v128.load(bias + offset);
      const b1 = v128.load(bias + offset, 16);
      let p = x + <usize>(2 * first) * step;
      let o = out + <usize>first * row + offset;
      let m = mask + <usize>first * maskRow + <usize>(c >> 3);
      for (let q = 0; q < count; q++, p += 2 * step, o += row, m += maskRow) {
        let s = v128.load32_splat(p);
        let y00 = fma(s, k00, b0);
        let y01 = fma(s, k01, b1);
        s = v128.load32_splat(p, 4);
        y00 = fma(s, k10, y00);
        y01 = fma(s, k11, y01);
        s = v128.load32_splat(p, 8);
        y00 = fma(s, k20, y00);
        y01 = fma(s, k21, y01);
        const next = p + step;
        s = v128.load32_splat(next);
        let y10 = fma(s, k00, b0);
        let y11 = fma(s, k01, b1);
        s = v128.load32_splat(next, 4);
        y10 = fma(s, k10, y10);
        y11 = fma(s, k11, y11);
        s = v128.load32_splat(next, 8);
        y10 = fma(s, k20, y10);
        y11 = fma(s, k21, y11);
        store<u8>(m, poolTo(o, y00, y10) | (poolTo(o + 16, y01, y11) << 4));
      }
    }
  }
}
