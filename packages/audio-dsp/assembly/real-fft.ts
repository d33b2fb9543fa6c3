import { complexFft } from './complex-fft';
import { tableBytes, twiddleBytes } from './plan';

/** Frames of `size` samples, `hop` apart, times `window` (0: none), to spectra of size/2 + 1 bins each. */
export function forwardFrames(
  signal: usize,
  window: usize,
  hop: i32,
  frameCount: i32,
  plan: usize,
  size: i32,
  outRe: usize,
  outIm: usize,
): void {
  const rowBytes: usize = (<usize>(size >> 1) + 1) << 3;
  for (let frame = 0; frame < frameCount; frame++) {
    const packed = transformFrame(signal + ((<usize>(frame * hop)) << 3), window, plan, size);
    finishSpectrum(packed, plan, size, outRe, outIm);
    outRe += rowBytes;
    outIm += rowBytes;
  }
}

/** The same, to |spectrum|². */
export function powerFrames(
  signal: usize,
  window: usize,
  hop: i32,
  frameCount: i32,
  plan: usize,
  size: i32,
  out: usize,
): void {
  const rowBytes: usize = (<usize>(size >> 1) + 1) << 3;
  for (let frame = 0; frame < frameCount; frame++) {
    const packed = transformFrame(signal + ((<usize>(frame * hop)) << 3), window, plan, size);
    finishPower(packed, plan, size, out);
    out += rowBytes;
  }
}

/** Inverse of every frame, times `window`, added to `sum` at multiples of `hop`. */
export function overlapAddFrames(
  inRe: usize,
  inIm: usize,
  frameCount: i32,
  plan: usize,
  size: i32,
  window: usize,
  hop: i32,
  sum: usize,
): void {
  const rowBytes: usize = (<usize>(size >> 1) + 1) << 3;
  for (let frame = 0; frame < frameCount; frame++) {
    const packed = inverseFrame(inRe, inIm, plan, size);
    addWindowed(packed, size, window, sum + ((<usize>(frame * hop)) << 3));
    inRe += rowBytes;
    inIm += rowBytes;
  }
}

/** Even and odd samples to the plan's re and im, transformed. Returns where the result lies. */
export function transformFrame(signal: usize, window: usize, plan: usize, size: i32): usize {
  const half = size >> 1;
  const halfBytes: usize = (<usize>half) << 3;
  const re = plan + twiddleBytes(half) + 2 * tableBytes(size);
  const im = re + halfBytes;
  for (let j: usize = 0, s: usize = 0; j < halfBytes; j += 16, s += 32) {
    let first = v128.load(signal + s);
    let second = v128.load(signal + s, 16);
    if (window !== 0) {
      first = f64x2.mul(first, v128.load(window + s));
      second = f64x2.mul(second, v128.load(window + s, 16));
    }
    v128.store(re + j, v128.shuffle<f64>(first, second, 0, 2));
    v128.store(im + j, v128.shuffle<f64>(first, second, 1, 3));
  }
  const isInWork = complexFft(re, im, im + halfBytes, im + 2 * halfBytes, plan, half);
  return isInWork ? im + halfBytes : re;
}

/** The half-size spectrum at `packed` (re, then im) to the bins of the real signal. */
export function finishSpectrum(packed: usize, plan: usize, size: i32, outRe: usize, outIm: usize): void {
  const half = size >> 1;
  const top: usize = (<usize>half) << 3;
  const re = packed;
  const im = packed + top;
  const cos = plan + twiddleBytes(half);
  const sin = cos + tableBytes(size);
  const r0 = load<f64>(re);
  const i0 = load<f64>(im);
  store<f64>(outRe, r0 + i0);
  store<f64>(outIm, 0);
  store<f64>(outRe + top, r0 - i0);
  store<f64>(outIm + top, 0);
  const one = f64x2.splat(0.5);
  let k: usize = 8;
  const middle: usize = (<usize>(half >> 1)) << 3;
  for (; k + 8 < middle; k += 16) {
    const j = top - k - 8;
    const reK = v128.load(re + k);
    const imK = v128.load(im + k);
    const reJ = swap(v128.load(re + j));
    const imJ = swap(v128.load(im + j));
    const evenR = f64x2.mul(one, f64x2.add(reK, reJ));
    const evenI = f64x2.mul(one, f64x2.sub(imK, imJ));
    const oddR = f64x2.mul(one, f64x2.add(imK, imJ));
    const oddI = f64x2.mul(one, f64x2.sub(reJ, reK));
    const c = v128.load(cos + k);
    const s = v128.load(sin + k);
    const turnedR = f64x2.sub(f64x2.mul(oddR, c), f64x2.mul(oddI, s));
    const turnedI = f64x2.add(f64x2.mul(oddR, s), f64x2.mul(oddI, c));
    v128.store(outRe + k, f64x2.add(evenR, turnedR));
    v128.store(outIm + k, f64x2.add(evenI, turnedI));
    v128.store(outRe + j, swap(f64x2.sub(evenR, turnedR)));
    v128.store(outIm + j, swap(f64x2.sub(turnedI, evenI)));
  }
  for (; k <= middle; k += 8) {
    const j = top - k;
    const reK = load<f64>(re + k);
    const imK = load<f64>(im + k);
    const reJ = load<f64>(re + j);
    const imJ = load<f64>(im + j);
    const evenR = 0.5 * (reK + reJ);
    const evenI = 0.5 * (imK - imJ);
    const oddR = 0.5 * (imK + imJ);
    const oddI = 0.5 * (reJ - reK);
    const c = load<f64>(cos + k);
    const s = load<f64>(sin + k);
    const turnedR = oddR * c - oddI * s;
    const turnedI = oddR * s + oddI * c;
    store<f64>(outRe + k, evenR + turnedR);
    store<f64>(outIm + k, evenI + turnedI);
    store<f64>(outRe + j, evenR - turnedR);
    store<f64>(outIm + j, turnedI - evenI);
  }
}

function finishPower(packed: usize, plan: usize, size: i32, out: usize): void {
  const half = size >> 1;
  const top: usize = (<usize>half) << 3;
  const re = packed;
  const im = packed + top;
  const cos = plan + twiddleBytes(half);
  const sin = cos + tableBytes(size);
  const r0 = load<f64>(re);
  const i0 = load<f64>(im);
  store<f64>(out, (r0 + i0) * (r0 + i0));
  store<f64>(out + top, (r0 - i0) * (r0 - i0));
  const one = f64x2.splat(0.5);
  let k: usize = 8;
  const middle: usize = (<usize>(half >> 1)) << 3;
  for (; k + 8 < middle; k += 16) {
    const j = top - k - 8;
    const reK = v128.load(re + k);
    const imK = v128.load(im + k);
    const reJ = swap(v128.load(re + j));
    const imJ = swap(v128.load(im + j));
    const evenR = f64x2.mul(one, f64x2.add(reK, reJ));
    const evenI = f64x2.mul(one, f64x2.sub(imK, imJ));
    const oddR = f64x2.mul(one, f64x2.add(imK, imJ));
    const oddI = f64x2.mul(one, f64x2.sub(reJ, reK));
    const c = v128.load(cos + k);
    const s = v128.load(sin + k);
    const turnedR = f64x2.sub(f64x2.mul(oddR, c), f64x2.mul(oddI, s));
    const turnedI = f64x2.add(f64x2.mul(oddR, s), f64x2.mul(oddI, c));
    const xr = f64x2.add(evenR, turnedR);
    const xi = f64x2.add(evenI, turnedI);
    const yr = f64x2.sub(evenR, turnedR);
    const yi = f64x2.sub(turnedI, evenI);
    v128.store(out + k, f64x2.add(f64x2.mul(xr, xr), f64x2.mul(xi, xi)));
    v128.store(out + j, swap(f64x2.add(f64x2.mul(yr, yr), f64x2.mul(yi, yi))));
  }
  for (; k <= middle; k += 8) {
    const j = top - k;
    const reK = load<f64>(re + k);
    const imK = load<f64>(im + k);
    const reJ = load<f64>(re + j);
    const imJ = load<f64>(im + j);
    const evenR = 0.5 * (reK + reJ);
    const evenI = 0.5 * (imK - imJ);
    const oddR = 0.5 * (imK + imJ);
    const oddI = 0.5 * (reJ - reK);
    const c = load<f64>(cos + k);
    const s = load<f64>(sin + k);
    const turnedR = oddR * c - oddI * s;
    const turnedI = oddR * s + oddI * c;
    const xr = evenR + turnedR;
    const xi = evenI + turnedI;
    const yr = evenR - turnedR;
    const yi = turnedI - evenI;
    store<f64>(out + k, xr * xr + xi * xi);
    store<f64>(out + j, yr * yr + yi * yi);
  }
}

/**
 * Spectrum to the samples of one frame, left interleaved as even samples (re) and negated odd samples (im).
 * Returns where they lie.
 */
export function inverseFrame(inRe: usize, inIm: usize, plan: usize, size: i32): usize {
  const half = size >> 1;
  const top: usize = (<usize>half) << 3;
  const cos = plan + twiddleBytes(half);
  const sin = cos + tableBytes(size);
  const re = sin + tableBytes(size);
  const im = re + top;
  const first = load<f64>(inRe);
  const last = load<f64>(inRe + top);
  store<f64>(re, 0.5 * (first + last));
  store<f64>(im, 0.5 * (last - first));
  const one = f64x2.splat(0.5);
  let k: usize = 8;
  const middle: usize = (<usize>(half >> 1)) << 3;
  for (; k + 8 < middle; k += 16) {
    const j = top - k - 8;
    const reK = v128.load(inRe + k);
    const imK = v128.load(inIm + k);
    const reJ = swap(v128.load(inRe + j));
    const imJ = swap(v128.load(inIm + j));
    const evenR = f64x2.mul(one, f64x2.add(reK, reJ));
    const evenI = f64x2.mul(one, f64x2.sub(imK, imJ));
    const diffR = f64x2.mul(one, f64x2.sub(reK, reJ));
    const diffI = f64x2.mul(one, f64x2.add(imK, imJ));
    const c = v128.load(cos + k);
    const s = v128.load(sin + k);
    const oddR = f64x2.add(f64x2.mul(diffR, c), f64x2.mul(diffI, s));
    const oddI = f64x2.sub(f64x2.mul(diffI, c), f64x2.mul(diffR, s));
    v128.store(re + k, f64x2.sub(evenR, oddI));
    v128.store(im + k, f64x2.neg(f64x2.add(evenI, oddR)));
    v128.store(re + j, swap(f64x2.add(evenR, oddI)));
    v128.store(im + j, swap(f64x2.sub(evenI, oddR)));
  }
  for (; k <= middle; k += 8) {
    const j = top - k;
    const reK = load<f64>(inRe + k);
    const imK = load<f64>(inIm + k);
    const reJ = load<f64>(inRe + j);
    const imJ = load<f64>(inIm + j);
    const evenR = 0.5 * (reK + reJ);
    const evenI = 0.5 * (imK - imJ);
    const diffR = 0.5 * (reK - reJ);
    const diffI = 0.5 * (imK + imJ);
    const c = load<f64>(cos + k);
    const s = load<f64>(sin + k);
    const oddR = diffR * c + diffI * s;
    const oddI = diffI * c - diffR * s;
    store<f64>(re + k, evenR - oddI);
    store<f64>(im + k, -(evenI + oddR));
    store<f64>(re + j, evenR + oddI);
    store<f64>(im + j, evenI - oddR);
  }
  const isInWork = complexFft(re, im, im + top, im + 2 * top, plan, half);
  return isInWork ? im + top : re;
}

function addWindowed(packed: usize, size: i32, window: usize, sum: usize): void {
  const half = size >> 1;
  const halfBytes: usize = (<usize>half) << 3;
  const scale = f64x2.splat(1 / <f64>half);
  const negated = f64x2.splat(-1 / <f64>half);
  for (let j: usize = 0, s: usize = 0; j < halfBytes; j += 16, s += 32) {
    const even = f64x2.mul(v128.load(packed + j), scale);
    const odd = f64x2.mul(v128.load(packed + halfBytes + j), negated);
    const first = f64x2.mul(v128.shuffle<f64>(even, odd, 0, 2), v128.load(window + s));
    const second = f64x2.mul(v128.shuffle<f64>(even, odd, 1, 3), v128.load(window + s, 16));
    v128.store(sum + s, f64x2.add(v128.load(sum + s), first));
    v128.store(sum + s, f64x2.add(v128.load(sum + s, 16), second), 16);
  }
}

function swap(x: v128): v128 {
  return v128.shuffle<f64>(x, x, 1, 0);
}
