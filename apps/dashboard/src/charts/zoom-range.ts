import type { PreparedSeries, Zoom } from './prepare-series';

/** Part of what is shown that a drag must cover to be meant as one. */
const LEAST_SHARE = 0.004;

/** The part of the axis between two places; null when they are too near to be meant. */
export function rangeBetween({ x: { domain } }: PreparedSeries, a: number, b: number): Zoom | null {
  const [from, to] = [Math.max(domain[0], Math.min(a, b)), Math.min(domain[1], Math.max(a, b))];
  return to - from > (domain[1] - domain[0]) * LEAST_SHARE ? [from, to] : null;
}

/** Half of what is shown (or twice as much), around a place, inside of all there is. */
export function zoomAround({ x: { domain } }: PreparedSeries, place: number, factor: number, all: Zoom): Zoom | null {
  const span = (domain[1] - domain[0]) * factor;
  const share = (place - domain[0]) / (domain[1] - domain[0] || 1);
  const from = Math.max(all[0], place - span * share);
  const to = Math.min(all[1], from + span);
  if (from <= all[0] && to >= all[1]) return null;
  return to > from ? [from, to] : null;
}
