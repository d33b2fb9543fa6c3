/** Columns of a series, as far as thinning goes. */
export interface SeriesColumns {
  readonly steps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly timestampsMs: ArrayLike<number>;
}

export interface ThinnedSeries {
  readonly steps: number[];
  readonly values: number[];
  readonly timestampsMs: number[];
  readonly isThinned: boolean;
}

/** Points that a bucket keeps: the last, and the least and greatest where those are others. */
const KEPT_PER_BUCKET = 3;

/**
 * At most `resolution` points, in order: the steps are cut into buckets of equal width, and each keeps its least, its
 * greatest and its last point. NaN is neither least nor greatest, and is kept where it is last; ±Infinity may be any.
 */
export function thinSeries(series: SeriesColumns, resolution: number): ThinnedSeries {
  const total = series.steps.length;
  if (total <= resolution) return { ...take(series, range(total)), isThinned: false };
  const first = at(series.steps, 0);
  const span = at(series.steps, total - 1) - first + 1;
  const width = span / Math.max(1, Math.floor(resolution / KEPT_PER_BUCKET));
  const kept: number[] = [];
  for (let start = 0; start < total; ) {
    const end = first + (Math.floor((at(series.steps, start) - first) / width) + 1) * width;
    let next = start + 1;
    while (next < total && at(series.steps, next) < end) next++;
    kept.push(...extremesAndLast(series.values, start, next));
    start = next;
  }
  return { ...take(series, kept), isThinned: true };
}

/** Ascending places in [start, end), each once. */
function extremesAndLast(values: ArrayLike<number>, start: number, end: number): number[] {
  let least = -1;
  let greatest = -1;
  for (let i = start; i < end; i++) {
    const value = at(values, i);
    if (Number.isNaN(value)) continue;
    if (least < 0 || value < at(values, least)) least = i;
    if (greatest < 0 || value > at(values, greatest)) greatest = i;
  }
  const places = new Set([least, greatest, end - 1].filter((place) => place >= 0));
  return [...places].sort((a, b) => a - b);
}

function take({ steps, values, timestampsMs }: SeriesColumns, places: readonly number[]) {
  return {
    steps: places.map((place) => at(steps, place)),
    values: places.map((place) => at(values, place)),
    timestampsMs: places.map((place) => at(timestampsMs, place)),
  };
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}
