/** See assembly/masks.ts. */
export function magnitudes(heap: Float64Array, re: number, im: number, count: number, out: number): void {
  for (let i = 0, r = re / 8, m = im / 8, o = out / 8; i < count; i++, r++, m++, o++) {
    heap[o] = Math.sqrt(heap[r] * heap[r] + heap[m] * heap[m]);
  }
}

/** See assembly/masks.ts. */
export function applySoftMask(
  heap: Float64Array,
  re: number,
  im: number,
  wanted: number,
  other: number,
  count: number,
): void {
  for (let i = 0; i < count; i++) {
    const a = heap[wanted / 8 + i];
    const b = heap[other / 8 + i];
    const sum = a * a + b * b;
    const mask = sum > 1e-290 ? (a * a) / sum : 0.5;
    heap[re / 8 + i] *= mask;
    heap[im / 8 + i] *= mask;
  }
}

/** See assembly/masks.ts. */
export function gateMask(
  heap: Float64Array,
  values: number,
  floor: number,
  count: number,
  threshold: number,
  slope: number,
  out: number,
): void {
  for (let i = 0; i < count; i++) {
    const level = heap[floor / 8 + i];
    const excess = level > 0 ? (heap[values / 8 + i] - level) / level : -1;
    heap[out / 8 + i] = 1 / (1 + exponential(slope * (threshold - excess)));
  }
}

/** 1/12!, 1/11!, … 1/0! */
const SERIES = [
  1 / 479001600,
  1 / 39916800,
  1 / 3628800,
  1 / 362880,
  1 / 40320,
  1 / 5040,
  1 / 720,
  1 / 120,
  1 / 24,
  1 / 6,
  0.5,
  1,
  1,
];

function exponential(argument: number): number {
  const x = Math.max(-700, Math.min(700, argument));
  const k = nearest(x * Math.LOG2E);
  const r = x - k * 0.6931471803691238 - k * 1.9082149292705877e-10;
  let series = SERIES[0];
  for (let i = 1; i < SERIES.length; i++) series = series * r + SERIES[i];
  return series * 2 ** k;
}

/** To the nearest whole number, halves to the even one. */
function nearest(value: number): number {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}
