import type { AxisKind } from './chart-series';

export type Scale = 'linear' | 'log';

export interface Axis {
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
}

const EMPTY: Axis = { domain: [0, 1], ticks: [0, 1] };

/** An axis around the values, with round ticks; `values` must be finite, and positive for `log`. */
export function fitAxis(values: readonly number[], scale: Scale = 'linear', tickCount = 5): Axis {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return EMPTY;
  return scale === 'log' ? fitLog(low, high) : fitLinear(low, high, tickCount);
}

function fitLinear(low: number, high: number, tickCount: number): Axis {
  const span = high - low;
  // One value alone still needs an axis to stand on.
  const padding = span === 0 ? Math.max(Math.abs(low) * 0.1, 1e-6) : span * 0.04;
  const from = low >= 0 && low - padding < 0 ? 0 : low - padding;
  const to = high + padding;
  const step = roundStep((to - from) / tickCount);
  const ticks: number[] = [];
  for (let index = Math.ceil(from / step); index * step <= to + step * 1e-9; index += 1) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return { domain: [from, to], ticks };
}

function fitLog(low: number, high: number): Axis {
  const from = low === high ? low / 2 : low / 1.05;
  const to = low === high ? high * 2 : high * 1.05;
  const decades = Math.log10(to / from);
  const factors = decades > 3 ? [1] : decades > 1 ? [1, 3] : [1, 2, 3, 5, 7];
  const ticks: number[] = [];
  for (let exponent = Math.floor(Math.log10(from)); exponent <= Math.ceil(Math.log10(to)); exponent += 1) {
    for (const factor of factors) {
      const tick = Number((factor * 10 ** exponent).toPrecision(3));
      if (tick >= from && tick <= to) ticks.push(tick);
    }
  }
  return { domain: [from, to], ticks: ticks.length >= 2 ? ticks : [from, to] };
}

/** 1, 2 or 5 times a power of ten, near `rough`. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  return power * (share <= 1.5 ? 1 : share <= 3.5 ? 2 : share <= 7.5 ? 5 : 10);
}

/** Whole-numbered ticks for steps or epochs. */
export function fitSteps(first: number, last: number, tickCount = 6): Axis {
  if (first === last) return { domain: [first - 1, last + 1], ticks: [first] };
  return { domain: [first, last], ticks: multiplesIn(first, last, Math.max(1, roundStep((last - first) / tickCount))) };
}

/** Seconds that people count by. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** Ticks at round amounts of time. @param unit how many of the axis' units a second has */
function fitTime(first: number, last: number, unit: number, tickCount = 5): Axis {
  if (first === last) return { domain: [first - unit, last + unit], ticks: [first] };
  const rough = (last - first) / unit / tickCount;
  const step =
    rough < 1 ? roundStep(rough) : (TIME_STEPS.find((one) => one >= rough) ?? roundStep(rough / 86_400) * 86_400);
  return { domain: [first, last], ticks: multiplesIn(first, last, step * unit) };
}

/** The horizontal axis from the first to the last place. */
export function fitPlaces(first: number, last: number, kind: AxisKind, scale: Scale): Axis {
  if (scale === 'log' && first > -1 && first < last) {
    const round =
      last > 1 ? fitLog(Math.max(first, 1), last).ticks.filter((tick) => tick >= first && tick <= last) : [];
    return { domain: [first, last], ticks: first <= 0 ? [0, ...round] : round };
  }
  if (kind === 'relative') return fitTime(first, last, 1);
  return kind === 'wall' ? fitTime(first, last, 1000) : fitSteps(first, last);
}

function multiplesIn(first: number, last: number, step: number): number[] {
  const ticks: number[] = [];
  for (let index = Math.ceil(first / step); index * step <= last; index += 1)
    ticks.push(Number((index * step).toPrecision(15)));
  return ticks;
}
