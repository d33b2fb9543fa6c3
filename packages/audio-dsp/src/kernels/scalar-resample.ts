import { finishSpectrum, inverseFrame, transformFrame } from './scalar-real-fft.js';

/** See assembly/resample.ts. */
export function convolveBlocks(
  heap: Float64Array,
  signal: number,
  response: number,
  plan: number,
  halfPlan: number,
  size: number,
  blockCount: number,
  half: number,
  usable: number,
  spectrum: number,
  flush: number,
  out: number,
): void {
  const binCount = (size >> 1) + 1;
  const re = spectrum / 8;
  const im = re + binCount + 1;
  for (let block = 0; block < blockCount; block++) {
    if (halfPlan !== 0) {
      const packed = transformFrame(heap, signal / 8 + (block * usable) / 2, 0, halfPlan, size / 2);
      finishSpectrum(heap, packed, halfPlan, size / 2, re, im);
      mirrorSpectrum(heap, re, im, size);
    } else {
      const packed = transformFrame(heap, signal / 8 + block * usable, 0, plan, size);
      finishSpectrum(heap, packed, plan, size, re, im);
    }
    for (let k = 0; k < binCount; k++) {
      heap[re + k] *= heap[response / 8 + k];
      heap[im + k] *= heap[response / 8 + k];
    }
    writeBlock(heap, inverseFrame(heap, re, im, plan, size), size, half, usable, flush, out / 8 + block * usable);
  }
}

function mirrorSpectrum(heap: Float64Array, re: number, im: number, size: number): void {
  const quarter = size >> 2;
  for (let k = 1; k <= quarter; k++) {
    heap[re + quarter + k] = heap[re + quarter - k];
    heap[im + quarter + k] = -heap[im + quarter - k];
  }
}

function writeBlock(
  heap: Float64Array,
  packed: number,
  size: number,
  half: number,
  usable: number,
  flush: number,
  out: number,
): void {
  const pairs = size >> 1;
  let peak = 0;
  for (let j = packed; j < packed + size; j++) peak = Math.max(peak, Math.abs(heap[j]));
  const floor = peak * flush;
  const scale = 1 / pairs;
  const first = packed + (half >> 1);
  for (let j = first, o = out; j < first + (usable >> 1); j++, o += 2) {
    const even = heap[j];
    const odd = heap[j + pairs];
    heap[o] = (Math.abs(even) >= floor ? even : 0) * scale;
    heap[o + 1] = (Math.abs(odd) >= floor ? odd : 0) * -scale;
  }
}

/** See assembly/resample.ts. */
export function readPhases(
  heap: Float64Array,
  filtered: number,
  numerator: number,
  phaseCount: number,
  tapCount: number,
  bank: number,
  out: number,
  count: number,
): void {
  const wholeStep = Math.floor(numerator / phaseCount);
  const phaseStep = numerator % phaseCount;
  let phase = 0;
  let at = filtered / 8;
  for (let m = 0; m < count; m++) {
    heap[out / 8 + m] = dotOfPairs(heap, bank / 8 + phase * tapCount, at, tapCount);
    at += wholeStep;
    phase += phaseStep;
    if (phase >= phaseCount) {
      phase -= phaseCount;
      at++;
    }
  }
}

/** See assembly/resample.ts. */
export function readInterpolatedPhases(
  heap: Float64Array,
  filtered: number,
  step: number,
  phaseCount: number,
  tapCount: number,
  bank: number,
  out: number,
  count: number,
): void {
  for (let m = 0; m < count; m++) {
    const position = m * step;
    const whole = Math.floor(position);
    const phase = (position - whole) * phaseCount;
    const lower = Math.floor(phase);
    const share = phase - lower;
    let row = bank / 8 + lower * tapCount;
    let at = filtered / 8 + whole;
    let even = 0;
    let odd = 0;
    for (const end = row + tapCount; row < end; row += 2, at += 2) {
      even += (heap[row] + share * (heap[row + tapCount] - heap[row])) * heap[at];
      odd += (heap[row + 1] + share * (heap[row + 1 + tapCount] - heap[row + 1])) * heap[at + 1];
    }
    heap[out / 8 + m] = even + odd;
  }
}

/** Σ a·b with even and odd terms summed apart, as two SIMD lanes do. */
function dotOfPairs(heap: Float64Array, a: number, b: number, count: number): number {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < count; i += 2) {
    even += heap[a + i] * heap[b + i];
    odd += heap[a + i + 1] * heap[b + i + 1];
  }
  return even + odd;
}
