import { gemm, gemmTransposedA } from './gemm';
import { fma, sigmoidOf, tanhOf } from './simd';

// LSTM over a chunk of samples: state time-major, gates i, f, g, o as in Keras (sigmoid, sigmoid, tanh, sigmoid).
// `units` is a multiple of 4, so that the gates' width is a multiple of 16.

/** Rows `from`, `stride` bytes apart, one after the other; times `factor` rows where they are given. */
function gather(from: usize, stride: usize, to: usize, bytes: usize, count: i32, factor: usize): void {
  for (let m = 0; m < count; m++, from += stride, to += bytes) {
    if (factor) {
      multiply(from, factor, to, bytes);
      factor += bytes;
    } else {
      memory.copy(to, from, bytes);
    }
  }
}

/** to = a · b over `bytes`. */
function multiply(a: usize, b: usize, to: usize, bytes: usize): void {
  const whole = bytes & ~15;
  for (let i: usize = 0; i < whole; i += 16) v128.store(to + i, f32x4.mul(v128.load(a + i), v128.load(b + i)));
  for (let i = whole; i < bytes; i += 4) store<f32>(to + i, load<f32>(a + i) * load<f32>(b + i));
}

/** Pre-activations z become gates in place; the new cell state and output. */
function openGates(z: usize, cPrevious: usize, c: usize, h: usize, count: i32, units: i32): void {
  const width = (<usize>units) << 2;
  for (let m = 0; m < count; m++, z += width << 2) {
    for (let j: usize = 0; j < width; j += 16, cPrevious += 16, c += 16, h += 16) {
      const zi = z + j;
      const zf = zi + width;
      const zg = zf + width;
      const zo = zg + width;
      const i = sigmoidOf(v128.load(zi));
      const f = sigmoidOf(v128.load(zf));
      const g = tanhOf(v128.load(zg));
      const o = sigmoidOf(v128.load(zo));
      const cell = fma(f, v128.load(cPrevious), f32x4.mul(i, g));
      v128.store(zi, i);
      v128.store(zf, f);
      v128.store(zg, g);
      v128.store(zo, o);
      v128.store(c, cell);
      v128.store(h, f32x4.mul(o, tanhOf(cell)));
    }
  }
}

/** Gates z become gradients of the pre-activations in place; `dc` is carried on; `dBias` [4 · units] is added to. */
function closeGates(
  z: usize,
  cPrevious: usize,
  c: usize,
  dh: usize,
  dc: usize,
  dBias: usize,
  count: i32,
  units: i32,
): void {
  const width = (<usize>units) << 2;
  const one = f32x4.splat(1);
  for (let m = 0; m < count; m++, z += width << 2) {
    for (let j: usize = 0; j < width; j += 16, cPrevious += 16, c += 16, dh += 16, dc += 16) {
      const zi = z + j;
      const zf = zi + width;
      const zg = zf + width;
      const zo = zg + width;
      const i = v128.load(zi);
      const f = v128.load(zf);
      const g = v128.load(zg);
      const o = v128.load(zo);
      const t = tanhOf(v128.load(c));
      const d = v128.load(dh);
      const e = fma(f32x4.mul(d, o), f32x4.sub(one, f32x4.mul(t, t)), v128.load(dc));
      const di = f32x4.mul(f32x4.mul(e, g), f32x4.mul(i, f32x4.sub(one, i)));
      const df = f32x4.mul(f32x4.mul(e, v128.load(cPrevious)), f32x4.mul(f, f32x4.sub(one, f)));
      const dg = f32x4.mul(f32x4.mul(e, i), f32x4.sub(one, f32x4.mul(g, g)));
      const dO = f32x4.mul(f32x4.mul(d, t), f32x4.mul(o, f32x4.sub(one, o)));
      v128.store(zi, di);
      v128.store(zf, df);
      v128.store(zg, dg);
      v128.store(zo, dO);
      v128.store(dc, f32x4.mul(e, f));
      const b = dBias + j;
      v128.store(b, f32x4.add(v128.load(b), di));
      v128.store(b + width, f32x4.add(v128.load(b + width), df));
      v128.store(b + 2 * width, f32x4.add(v128.load(b + 2 * width), dg));
      v128.store(b + 3 * width, f32x4.add(v128.load(b + 3 * width), dO));
    }
  }
}

/** Rows of one matrix product: as many time steps of the chunk as fit. */
const BLOCK_ROWS: i32 = 128;

/** Time steps whose inputs are multiplied together. Scratch is made for `blockRows(count)` rows. */
function blockSteps(count: i32): i32 {
  return max(1, BLOCK_ROWS / count);
}

/** Rows of scratch for chunks of at most `count` samples. */
export function lstmBlockRows(count: i32): i32 {
  return max(BLOCK_ROWS, count);
}

/** Inputs of steps [first, last) as rows [last − first][count][inputs], dropout applied. */
function gatherSteps(
  x: usize,
  to: usize,
  first: i32,
  last: i32,
  count: i32,
  steps: i32,
  inputBytes: usize,
  reversed: i32,
  inputMask: usize,
): void {
  for (let t = first; t < last; t++, to += <usize>count * inputBytes) {
    const at = <usize>(reversed ? steps - 1 - t : t);
    gather(x + at * inputBytes, <usize>steps * inputBytes, to, inputBytes, count, inputMask);
  }
}

/**
 * @param x first sample of the chunk, [count][steps][inputs] · @param y [count][steps][units], or [count][units] where
 * `sequences` is 0 · @param gates [steps][count][4 · units] · @param h, c [steps + 1][count][units]
 * @param kernel, recurrent packed for `gemm` · @param reversed 1: from the last step to the first
 * @param inputMask [count][inputs] or 0 · @param recurrentMask [count][units] or 0
 * @param rows scratch of lstmBlockRows(count) · max(inputs, units) floats
 */
export function lstmForward(
  x: usize,
  kernel: usize,
  recurrent: usize,
  bias: usize,
  gates: usize,
  h: usize,
  c: usize,
  y: usize,
  count: i32,
  steps: i32,
  inputs: i32,
  units: i32,
  reversed: i32,
  sequences: i32,
  inputMask: usize,
  recurrentMask: usize,
  rows: usize,
): void {
  const inputBytes = (<usize>inputs) << 2;
  const unitBytes = (<usize>units) << 2;
  const gateBytes = unitBytes << 2;
  const stateBytes = <usize>count * unitBytes;
  const block = blockSteps(count);
  memory.fill(h, 0, stateBytes);
  memory.fill(c, 0, stateBytes);
  for (let first = 0; first < steps; first += block) {
    const last = min(steps, first + block);
    gatherSteps(x, rows, first, last, count, steps, inputBytes, reversed, inputMask);
    gemm(rows, inputBytes, kernel, gates, gateBytes, count * (last - first), 4 * units, inputs, bias);
    for (let t = first; t < last; t++, gates += stateBytes << 2, h += stateBytes, c += stateBytes) {
      if (t) {
        let from = h;
        if (recurrentMask) {
          multiply(h, recurrentMask, rows, stateBytes);
          from = rows;
        }
        gemm(from, unitBytes, recurrent, gates, gateBytes, count, 4 * units, units, 0);
      }
      openGates(gates, c, c + stateBytes, h + stateBytes, count, units);
      if (!sequences && t < steps - 1) continue;
      for (let m = 0; m < count; m++) {
        const row = sequences ? <usize>(m * steps + t) : <usize>m;
        memory.copy(y + row * unitBytes, h + stateBytes + <usize>m * unitBytes, unitBytes);
      }
    }
  }
}

/** dh = dZ of the next step · recurrentᵀ (where there is a next step), dropped out, + dy of this step. */
function outputGradient(
  dy: usize,
  nextGates: usize,
  recurrentT: usize,
  dh: usize,
  t: i32,
  count: i32,
  steps: i32,
  units: i32,
  sequences: i32,
  recurrentMask: usize,
  zeros: usize,
): void {
  const unitBytes = (<usize>units) << 2;
  const stateBytes = <usize>count * unitBytes;
  const wideUnits = (units + 15) & ~15;
  const wide = (<usize>wideUnits) << 2;
  if (t < steps - 1) {
    gemm(nextGates, unitBytes << 2, recurrentT, dh, wide, count, wideUnits, 4 * units, zeros);
    for (let m: usize = 1; wideUnits > units && m < <usize>count; m++) {
      memory.copy(dh + m * unitBytes, dh + m * wide, unitBytes);
    }
    if (recurrentMask) multiply(dh, recurrentMask, dh, stateBytes);
  } else {
    memory.fill(dh, 0, stateBytes);
  }
  if (!sequences && t < steps - 1) return;
  for (let m = 0; m < count; m++) {
    const d = dy + (sequences ? <usize>(m * steps + t) : <usize>m) * unitBytes;
    const to = dh + <usize>m * unitBytes;
    for (let j: usize = 0; j < unitBytes; j += 16) {
      v128.store(to + j, f32x4.add(v128.load(to + j), v128.load(d + j)));
    }
  }
}

/**
 * Back-propagation through time; `gates`, `h`, `c` as `lstmForward` left them (gates are overwritten).
 * @param dy like y · @param kernelT, recurrentT transposes packed for `gemm`, their widths rounded up to 16
 * @param dx [count][steps][inputs rounded up to 16], or 0: not wanted
 * @param dKernel [inputs][4 · units], dRecurrent [units][4 · units], dBias [4 · units]: added to
 * @param dh scratch of count · (units rounded up to 16) floats · @param dc scratch of count · units
 * @param rows scratch of lstmBlockRows(count) · max(inputs, units) · @param panel scratch of lstmBlockRows(count) · 16
 * @param zeros as many zeros as the widest of inputs and units, rounded up to 16
 */
export function lstmBackward(
  x: usize,
  dy: usize,
  kernelT: usize,
  recurrentT: usize,
  gates: usize,
  h: usize,
  c: usize,
  dx: usize,
  dKernel: usize,
  dRecurrent: usize,
  dBias: usize,
  count: i32,
  steps: i32,
  inputs: i32,
  units: i32,
  reversed: i32,
  sequences: i32,
  inputMask: usize,
  recurrentMask: usize,
  dh: usize,
  dc: usize,
  rows: usize,
  panel: usize,
  zeros: usize,
): void {
  const inputBytes = (<usize>inputs) << 2;
  const unitBytes = (<usize>units) << 2;
  const gateBytes = unitBytes << 2;
  const stateBytes = <usize>count * unitBytes;
  const gateWidth = 4 * units;
  const wideInputs = (inputs + 15) & ~15;
  const wideBytes = (<usize>wideInputs) << 2;
  const block = blockSteps(count);
  memory.fill(dc, 0, stateBytes);
  for (let last = steps; last > 0; last -= block) {
    const first = max(0, last - block);
    for (let t = last - 1; t >= first; t--) {
      const z = gates + <usize>t * (stateBytes << 2);
      const before = <usize>t * stateBytes;
      const next = z + (stateBytes << 2);
      outputGradient(dy, next, recurrentT, dh, t, count, steps, units, sequences, recurrentMask, zeros);
      closeGates(z, c + before, c + before + stateBytes, dh, dc, dBias, count, units);
      if (!dx) continue;
      const to = dx + <usize>(reversed ? steps - 1 - t : t) * wideBytes;
      gemm(z, gateBytes, kernelT, to, <usize>steps * wideBytes, count, wideInputs, gateWidth, zeros);
      for (let m: usize = 0; inputMask && m < <usize>count; m++) {
        const row = to + m * <usize>steps * wideBytes;
        multiply(row, inputMask + m * inputBytes, row, inputBytes);
      }
    }
    const z = gates + <usize>first * (stateBytes << 2);
    const blockCount = count * (last - first);
    gatherSteps(x, rows, first, last, count, steps, inputBytes, reversed, inputMask);
    gemmTransposedA(rows, inputBytes, z, gateBytes, dKernel, gateBytes, blockCount, gateWidth, inputs, panel);
    let from = h + <usize>first * stateBytes;
    if (recurrentMask) {
      for (let t = first; t < last; t++) {
        const offset = <usize>t * stateBytes;
        multiply(h + offset, recurrentMask, rows + offset - <usize>first * stateBytes, stateBytes);
      }
      from = rows;
    }
    // The first step's previous output is zero and adds nothing.
    gemmTransposedA(from, unitBytes, z, gateBytes, dRecurrent, gateBytes, blockCount, gateWidth, units, panel);
  }
}
