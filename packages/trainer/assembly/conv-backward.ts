import { fma } from './simd';

// Gradients of Conv1D + bias + ReLU + MaxPool 2. Of the two positions under a pooled value at most one has a gradient,
// and none where ReLU cut it off: the kernels walk compact lists of (gradient, offset of its window) instead of
// multiplying by zeros. That is less than half of the dense work.

/** Pooled positions in a block; a list holds at most two entries for each. */
const BLOCK: i32 = 64;
/** A list: values (float32), and at this distance offsets (uint32). Room for a block and a last 4-wide store. */
const OFFSETS: usize = 1040;
const LIST: usize = 2080;
/** Most channels that `scratch` is made for. */
export const MOST_CHANNELS: i32 = 256;

/** Bytes of scratch that `convPoolBackward` needs. */
export function backwardScratchBytes(cout: i32): i32 {
  return BLOCK * cout * 8 + <i32>(4 * LIST) + 64;
}

/**
 * Appends the lanes of `value` and `offset` that `lanes` selects; returns the list's new end.
 * @param table 16 byte shuffles that move the selected lanes to the front
 */
function append(end: usize, value: v128, offset: v128, lanes: i32, table: usize): usize {
  const how = v128.load(table + ((<usize>lanes) << 4));
  v128.store(end, i8x16.swizzle(value, how));
  v128.store(end, i8x16.swizzle(offset, how), OFFSETS);
  return end + ((<usize>popcnt(lanes)) << 2);
}

/** to[0 … vectors) += Σ value · from[offset …] over a list. */
function addScaled(to: usize, from: usize, list: usize, end: usize, vectors: i32): void {
  for (; vectors >= 12; vectors -= 12, to += 192, from += 192) {
    let c0 = v128.load(to);
    let c1 = v128.load(to, 16);
    let c2 = v128.load(to, 32);
    let c3 = v128.load(to, 48);
    let c4 = v128.load(to, 64);
    let c5 = v128.load(to, 80);
    let c6 = v128.load(to, 96);
    let c7 = v128.load(to, 112);
    let c8 = v128.load(to, 128);
    let c9 = v128.load(to, 144);
    let ca = v128.load(to, 160);
    let cb = v128.load(to, 176);
    for (let p = list; p < end; p += 4) {
      const s = from + <usize>load<u32>(p, OFFSETS);
      const g = v128.load32_splat(p, 0);
      c0 = fma(v128.load(s), g, c0);
      c1 = fma(v128.load(s, 16), g, c1);
      c2 = fma(v128.load(s, 32), g, c2);
      c3 = fma(v128.load(s, 48), g, c3);
      c4 = fma(v128.load(s, 64), g, c4);
      c5 = fma(v128.load(s, 80), g, c5);
      c6 = fma(v128.load(s, 96), g, c6);
      c7 = fma(v128.load(s, 112), g, c7);
      c8 = fma(v128.load(s, 128), g, c8);
      c9 = fma(v128.load(s, 144), g, c9);
      ca = fma(v128.load(s, 160), g, ca);
      cb = fma(v128.load(s, 176), g, cb);
    }
    v128.store(to, c0);
    v128.store(to, c1, 16);
    v128.store(to, c2, 32);
    v128.store(to, c3, 48);
    v128.store(to, c4, 64);
    v128.store(to, c5, 80);
    v128.store(to, c6, 96);
    v128.store(to, c7, 112);
    v128.store(to, c8, 128);
    v128.store(to, c9, 144);
    v128.store(to, ca, 160);
    v128.store(to, cb, 176);
  }
  for (; vectors > 0; vectors--, to += 16, from += 16) {
    let c = v128.load(to);
    for (let p = list; p < end; p += 4) {
      c = fma(v128.load(from + <usize>load<u32>(p, OFFSETS)), v128.load32_splat(p, 0), c);
    }
    v128.store(to, c);
  }
}

/** Lanes of a mask byte as all-ones or zeros. */
function chosen(bits: v128, lanes: v128): v128 {
  return i32x4.eq(v128.and(bits, lanes), lanes);
}

/** Masked gradients and which position won, [count][cout] each, unpacked for a block; adds to the bias gradient. */
function unpackBlock(
  dOut: usize,
  out: usize,
  mask: usize,
  dBias: usize,
  gradients: usize,
  winners: usize,
  count: i32,
  cout: i32,
): void {
  const row = (<usize>cout) << 2;
  const maskRow = <usize>(cout >> 3);
  const low = i32x4(1, 2, 4, 8);
  const high = i32x4(16, 32, 64, 128);
  const zero = f32x4.splat(0);
  for (let c = 0; c < cout; c += 8) {
    const offset = (<usize>c) << 2;
    let s0 = v128.load(dBias + offset);
    let s1 = v128.load(dBias + offset, 16);
    let at = offset;
    let m = mask + <usize>(c >> 3);
    for (let q = 0; q < count; q++, at += row, m += maskRow) {
      const g0 = v128.and(v128.load(dOut + at), f32x4.gt(v128.load(out + at), zero));
      const g1 = v128.and(v128.load(dOut + at, 16), f32x4.gt(v128.load(out + at, 16), zero));
      s0 = f32x4.add(s0, g0);
      s1 = f32x4.add(s1, g1);
      v128.store(gradients + at, g0);
      v128.store(gradients + at, g1, 16);
      const bits = i32x4.splat(<i32>load<u8>(m));
      v128.store(winners + at, chosen(bits, low));
      v128.store(winners + at, chosen(bits, high), 16);
    }
    v128.store(dBias + offset, s0);
    v128.store(dBias + offset, s1, 16);
  }
}

/** Per output channel, one list over the block's positions: dWeights[c] += Σ gradient · window. Four at a time. */
function addFilterGradients(
  x: usize,
  step: usize,
  gradients: usize,
  winners: usize,
  dWeights: usize,
  lists: usize,
  count: i32,
  length: i32,
  cout: i32,
  table: usize,
): void {
  const row = (<usize>cout) << 2;
  const window = (<usize>length) << 2;
  const vectors = length >> 2;
  const list1 = lists + LIST;
  const list2 = list1 + LIST;
  const list3 = list2 + LIST;
  const zero = f32x4.splat(0);
  const stepOf = i32x4.splat(<i32>step);
  for (let c = 0; c < cout; c += 4) {
    let e0 = lists;
    let e1 = list1;
    let e2 = list2;
    let e3 = list3;
    let offset = i32x4.mul(stepOf, i32x4(0, 2, 4, 6));
    let at = (<usize>c) << 2;
    for (let q = 0; q < count; q += 4, at += row << 2) {
      let r0 = v128.load(gradients + at);
      let r1 = v128.load(gradients + at + row);
      let r2 = v128.load(gradients + at + 2 * row);
      let r3 = v128.load(gradients + at + 3 * row);
      let t0 = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5);
      let t1 = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5);
      let t2 = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7);
      let t3 = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7);
      const g0 = v128.shuffle<i32>(t0, t1, 0, 1, 4, 5);
      const g1 = v128.shuffle<i32>(t0, t1, 2, 3, 6, 7);
      const g2 = v128.shuffle<i32>(t2, t3, 0, 1, 4, 5);
      const g3 = v128.shuffle<i32>(t2, t3, 2, 3, 6, 7);
      r0 = v128.and(stepOf, v128.load(winners + at));
      r1 = v128.and(stepOf, v128.load(winners + at + row));
      r2 = v128.and(stepOf, v128.load(winners + at + 2 * row));
      r3 = v128.and(stepOf, v128.load(winners + at + 3 * row));
      t0 = v128.shuffle<i32>(r0, r1, 0, 4, 1, 5);
      t1 = v128.shuffle<i32>(r2, r3, 0, 4, 1, 5);
      t2 = v128.shuffle<i32>(r0, r1, 2, 6, 3, 7);
      t3 = v128.shuffle<i32>(r2, r3, 2, 6, 3, 7);
      const o0 = i32x4.add(offset, v128.shuffle<i32>(t0, t1, 0, 1, 4, 5));
      const o1 = i32x4.add(offset, v128.shuffle<i32>(t0, t1, 2, 3, 6, 7));
      const o2 = i32x4.add(offset, v128.shuffle<i32>(t2, t3, 0, 1, 4, 5));
      const o3 = i32x4.add(offset, v128.shuffle<i32>(t2, t3, 2, 3, 6, 7));
      e0 = append(e0, g0, o0, i32x4.bitmask(f32x4.ne(g0, zero)), table);
      e1 = append(e1, g1, o1, i32x4.bitmask(f32x4.ne(g1, zero)), table);
      e2 = append(e2, g2, o2, i32x4.bitmask(f32x4.ne(g2, zero)), table);
      e3 = append(e3, g3, o3, i32x4.bitmask(f32x4.ne(g3, zero)), table);
      offset = i32x4.add(offset, i32x4.shl(stepOf, 3));
    }
    const w = dWeights + <usize>c * window;
    addScaled(w, x, lists, e0, vectors);
    addScaled(w + window, x, list1, e1, vectors);
    addScaled(w + 2 * window, x, list2, e2, vectors);
    addScaled(w + 3 * window, x, list3, e3, vectors);
  }
}

/** Per convolution position, one list over the output channels: dx[window] += Σ gradient · weights[channel]. */
function addInputGradients(
  dx: usize,
  zeroedTo: usize,
  step: usize,
  gradients: usize,
  winners: usize,
  weights: usize,
  lists: usize,
  count: i32,
  length: i32,
  cout: i32,
  table: usize,
): usize {
  const row = (<usize>cout) << 2;
  const window = (<usize>length) << 2;
  const vectors = length >> 2;
  const second = lists + LIST;
  const zero = f32x4.splat(0);
  for (let q = 0; q < count; q++, dx += 2 * step) {
    let e0 = lists;
    let e1 = second;
    let offset = i32x4.mul(i32x4.splat(<i32>window), i32x4(0, 1, 2, 3));
    const end = <usize>(q + 1) * row;
    for (let at = <usize>q * row; at < end; at += 16) {
      const g = v128.load(gradients + at);
      const won = v128.load(winners + at);
      const active = f32x4.ne(g, zero);
      e0 = append(e0, g, offset, i32x4.bitmask(v128.andnot(active, won)), table);
      e1 = append(e1, g, offset, i32x4.bitmask(v128.and(active, won)), table);
      offset = i32x4.add(offset, i32x4.splat(<i32>(window << 2)));
    }
    const upTo = dx + step + window;
    if (upTo > zeroedTo) {
      memory.fill(zeroedTo, 0, upTo - zeroedTo);
      zeroedTo = upTo;
    }
    addScaled(dx, weights, lists, e0, vectors);
    addScaled(dx + step, weights, second, e1, vectors);
  }
  return zeroedTo;
}

/**
 * @param x first window of the sample; `length` = k · cin, cin a multiple of 4 · @param step bytes between positions
 * @param dOut gradient of the pooled output [positions][cout] · @param out, mask as `convPool` wrote them
 * @param weights [cout][length] · @param dWeights, dBias are added to
 * @param dx gradient of the input, written over `inputBytes`; 0: not wanted
 * @param scratch `backwardScratchBytes(cout)` bytes · @param table see `append`
 */
export function convPoolBackward(
  x: usize,
  step: usize,
  dOut: usize,
  out: usize,
  mask: usize,
  weights: usize,
  dWeights: usize,
  dBias: usize,
  dx: usize,
  inputBytes: usize,
  positions: i32,
  length: i32,
  cout: i32,
  scratch: usize,
  table: usize,
): void {
  const row = (<usize>cout) << 2;
  const gradients = scratch;
  const winners = gradients + <usize>BLOCK * row;
  const lists = winners + <usize>BLOCK * row;
  let zeroedTo = dx;
  for (let first = 0; first < positions; first += BLOCK) {
    const count = min(BLOCK, positions - first);
    const at = <usize>first * row;
    const bits = mask + <usize>first * <usize>(cout >> 3);
    unpackBlock(dOut + at, out + at, bits, dBias, gradients, winners, count, cout);
    // Filter gradients take positions by four.
    if (count & 3) memory.fill(gradients + <usize>count * row, 0, <usize>(4 - (count & 3)) * row);
    const start = <usize>(2 * first) * step;
    addFilterGradients(x + start, step, gradients, winners, dWeights, lists, count, length, cout, table);
    if (!dx) continue;
    zeroedTo = addInputGradients(
      dx + start,
      zeroedTo,
      step,
      gradients,
      winners,
      weights,
      lists,
      count,
      length,
      cout,
      table,
    );
  }
  if (dx && dx + inputBytes > zeroedTo) memory.fill(zeroedTo, 0, dx + inputBytes - zeroedTo);
}

/**
 * Filter and bias gradients for one input channel and three taps; no input gradient.
 * @param dWeights [3][cout], added to · @param dBias added to
 */
export function convPoolSamplesBackward(
  x: usize,
  step: usize,
  dOut: usize,
  out: usize,
  mask: usize,
  dWeights: usize,
  dBias: usize,
  positions: i32,
  cout: i32,
): void {
  const row = (<usize>cout) << 2;
  const maskRow = <usize>(cout >> 3);
  const low = i32x4(1, 2, 4, 8);
  const high = i32x4(16, 32, 64, 128);
  const zero = f32x4.splat(0);
  for (let first = 0; first < positions; first += 128) {
    const count = min(128, positions - first);
    for (let c = 0; c < cout; c += 8) {
      const offset = (<usize>c) << 2;
      const w = dWeights + offset;
      let k00 = v128.load(w);
      let k01 = v128.load(w, 16);
      let k10 = v128.load(w + row);
      let k11 = v128.load(w + row, 16);
      let k20 = v128.load(w + 2 * row);
      let k21 = v128.load(w + 2 * row, 16);
      let s0 = v128.load(dBias + offset);
      let s1 = v128.load(dBias + offset, 16);
      let at = <usize>first * row + offset;
      let m = mask + <usize>first * maskRow + <usize>(c >> 3);
      let p = x + <usize>(2 * first) * step;
      for (let q = 0; q < count; q++, at += row, m += maskRow, p += 2 * step) {
        const bits = i32x4.splat(<i32>load<u8>(m));
        const g0 = v128.and(v128.load(dOut + at), f32x4.gt(v128.load(out + at), zero));
        const g1 = v128.and(v128.load(dOut + at, 16), f32x4.gt(v128.load(out + at, 16), zero));
        s0 = f32x4.add(s0, g0);
        s1 = f32x4.add(s1, g1);
        const h0 = v128.and(g0, chosen(bits, low));
        const h1 = v128.and(g1, chosen(bits, high));
        const f0 = v128.xor(g0, h0);
        const f1 = v128.xor(g1, h1);
        const next = p + step;
        let u = v128.load32_splat(p);
        let v = v128.load32_splat(next);
        k00 = fma(v, h0, fma(u, f0, k00));
        k01 = fma(v, h1, fma(u, f1, k01));
        u = v128.load32_splat(p, 4);
        v = v128.load32_splat(next, 4);
        k10 = fma(v, h0, fma(u, f0, k10));
        k11 = fma(v, h1, fma(u, f1, k11));
        u = v128.load32_splat(p, 8);
        v = v128.load32_splat(next, 8);
        k20 = fma(v, h0, fma(u, f0, k20));
        k21 = fma(v, h1, fma(u, f1, k21));
      }
      v128.store(w, k00);
      v128.store(w, k01, 16);
      v128.store(w + row, k10);
      v128.store(w + row, k11, 16);
      v128.store(w + 2 * row, k20);
      v128.store(w + 2 * row, k21, 16);
      v128.store(dBias + offset, s0);
      v128.store(dBias + offset, s1, 16);
    }
  }
}
