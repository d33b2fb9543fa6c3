/** Smaller lengths have no reciprocal. */
const SMALLEST = 2.2250738585072014e-308;

/** See assembly/vocoder.ts. */
export function splitPhasors(heap: Float64Array, re: number, im: number, count: number, magnitude: number): void {
  for (let i = 0, r = re / 8, m = im / 8, o = magnitude / 8; i < count; i++, r++, m++, o++) {
    const length = Math.sqrt(heap[r] * heap[r] + heap[m] * heap[m]);
    heap[o] = length;
    heap[r] = length < SMALLEST ? 1 : heap[r] * (1 / length);
    heap[m] = length < SMALLEST ? 0 : heap[m] * (1 / length);
  }
}

/** See assembly/vocoder.ts. */
export function vocodeFrame(
  heap: Float64Array,
  hereRe: number,
  hereIm: number,
  hereMagnitude: number,
  nextRe: number,
  nextIm: number,
  nextMagnitude: number,
  alpha: number,
  turnRe: number,
  turnIm: number,
  outRe: number,
  outIm: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const size = (1 - alpha) * heap[hereMagnitude / 8 + i] + alpha * heap[nextMagnitude / 8 + i];
    const tr = heap[turnRe / 8 + i];
    const ti = heap[turnIm / 8 + i];
    const hr = heap[hereRe / 8 + i];
    const hi = heap[hereIm / 8 + i];
    const nr = heap[nextRe / 8 + i];
    const ni = heap[nextIm / 8 + i];
    heap[outRe / 8 + i] = size * tr;
    heap[outIm / 8 + i] = size * ti;
    const ar = nr * hr + ni * hi;
    const ai = ni * hr - nr * hi;
    const rr = tr * ar - ti * ai;
    const ri = tr * ai + ti * ar;
    const correction = 1.5 - 0.5 * (rr * rr + ri * ri);
    heap[turnRe / 8 + i] = rr * correction;
    heap[turnIm / 8 + i] = ri * correction;
  }
}
