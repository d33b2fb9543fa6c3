import { complexFft } from './scalar-fft.js';

/** Where the parts of an FFT plan lie, in doubles; the layout of assembly/plan.ts. */
interface PlanLayout {
  readonly cos: number;
  readonly sin: number;
  readonly re: number;
  readonly half: number;
}

function layoutOf(plan: number, size: number): PlanLayout {
  const half = size >> 1;
  let twiddleCount = 0;
  for (let length = half; length >= 4; length >>= 2) twiddleCount += (length >> 2) * 6;
  const cos = plan / 8 + twiddleCount;
  const sin = cos + (size >> 2) + 2;
  return { cos, sin, re: sin + (size >> 2) + 2, half };
}

/** See assembly/real-fft.ts. */
export function forwardFrames(
  heap: Float64Array,
  signal: number,
  window: number,
  hop: number,
  frameCount: number,
  plan: number,
  size: number,
  outRe: number,
  outIm: number,
): void {
  const binCount = (size >> 1) + 1;
  for (let frame = 0; frame < frameCount; frame++) {
    const packed = transformFrame(heap, signal / 8 + frame * hop, window / 8, plan, size);
    finishSpectrum(heap, packed, plan, size, outRe / 8 + frame * binCount, outIm / 8 + frame * binCount);
  }
}

/** See assembly/real-fft.ts. */
export function powerFrames(
  heap: Float64Array,
  signal: number,
  window: number,
  hop: number,
  frameCount: number,
  plan: number,
  size: number,
  out: number,
): void {
  const binCount = (size >> 1) + 1;
  // The imaginary parts borrow the plan's packed input, which is free once transformed.
  const spectrum = new Float64Array(2 * binCount);
  for (let frame = 0; frame < frameCount; frame++) {
    const packed = transformFrame(heap, signal / 8 + frame * hop, window / 8, plan, size);
    finishInto(heap, packed, plan, size, spectrum, 0, binCount);
    for (let bin = 0, o = out / 8 + frame * binCount; bin < binCount; bin++, o++) {
      const re = spectrum[bin];
      const im = spectrum[binCount + bin];
      heap[o] = re * re + im * im;
    }
  }
}

/** See assembly/real-fft.ts. */
export function overlapAddFrames(
  heap: Float64Array,
  inRe: number,
  inIm: number,
  frameCount: number,
  plan: number,
  size: number,
  window: number,
  hop: number,
  sum: number,
): void {
  const half = size >> 1;
  const scale = 1 / half;
  for (let frame = 0; frame < frameCount; frame++) {
    const row = frame * (half + 1);
    const packed = inverseFrame(heap, inRe / 8 + row, inIm / 8 + row, plan, size);
    const w = window / 8;
    for (let j = 0, o = sum / 8 + frame * hop; j < half; j++, o += 2) {
      heap[o] += heap[packed + j] * scale * heap[w + 2 * j];
      heap[o + 1] += heap[packed + half + j] * -scale * heap[w + 2 * j + 1];
    }
  }
}

/** Indices in doubles; `window` 0 is none. @returns where the packed spectrum lies */
export function transformFrame(heap: Float64Array, signal: number, window: number, plan: number, size: number): number {
  const { re, half } = layoutOf(plan, size);
  const im = re + half;
  for (let j = 0; j < half; j++) {
    const even = heap[signal + 2 * j];
    const odd = heap[signal + 2 * j + 1];
    heap[re + j] = window === 0 ? even : even * heap[window + 2 * j];
    heap[im + j] = window === 0 ? odd : odd * heap[window + 2 * j + 1];
  }
  return complexFft(heap, re, im, im + half, im + 2 * half, plan / 8, half) ? im + half : re;
}

/** Indices in doubles. */
export function finishSpectrum(
  heap: Float64Array,
  packed: number,
  plan: number,
  size: number,
  outRe: number,
  outIm: number,
): void {
  finishInto(heap, packed, plan, size, heap, outRe, outIm);
}

function finishInto(
  heap: Float64Array,
  packed: number,
  plan: number,
  size: number,
  out: Float64Array,
  outRe: number,
  outIm: number,
): void {
  const { cos, sin, half } = layoutOf(plan, size);
  const im = packed + half;
  out[outRe] = heap[packed] + heap[im];
  out[outIm] = 0;
  out[outRe + half] = heap[packed] - heap[im];
  out[outIm + half] = 0;
  for (let k = 1, j = half - 1; k <= j; k++, j--) {
    const evenR = 0.5 * (heap[packed + k] + heap[packed + j]);
    const evenI = 0.5 * (heap[im + k] - heap[im + j]);
    const oddR = 0.5 * (heap[im + k] + heap[im + j]);
    const oddI = 0.5 * (heap[packed + j] - heap[packed + k]);
    const turnedR = oddR * heap[cos + k] - oddI * heap[sin + k];
    const turnedI = oddR * heap[sin + k] + oddI * heap[cos + k];
    out[outRe + k] = evenR + turnedR;
    out[outIm + k] = evenI + turnedI;
    out[outRe + j] = evenR - turnedR;
    out[outIm + j] = turnedI - evenI;
  }
}

/** Indices in doubles. @returns where even samples and, `half` later, negated odd samples lie, times size/2 */
export function inverseFrame(heap: Float64Array, inRe: number, inIm: number, plan: number, size: number): number {
  const { cos, sin, re, half } = layoutOf(plan, size);
  const im = re + half;
  heap[re] = 0.5 * (heap[inRe] + heap[inRe + half]);
  heap[im] = 0.5 * (heap[inRe + half] - heap[inRe]);
  for (let k = 1, j = half - 1; k <= j; k++, j--) {
    const evenR = 0.5 * (heap[inRe + k] + heap[inRe + j]);
    const evenI = 0.5 * (heap[inIm + k] - heap[inIm + j]);
    const diffR = 0.5 * (heap[inRe + k] - heap[inRe + j]);
    const diffI = 0.5 * (heap[inIm + k] + heap[inIm + j]);
    const oddR = diffR * heap[cos + k] + diffI * heap[sin + k];
    const oddI = diffI * heap[cos + k] - diffR * heap[sin + k];
    heap[re + k] = evenR - oddI;
    heap[im + k] = -(evenI + oddR);
    heap[re + j] = evenR + oddI;
    heap[im + j] = evenI - oddR;
  }
  return complexFft(heap, re, im, im + half, im + 2 * half, plan / 8, half) ? im + half : re;
}
