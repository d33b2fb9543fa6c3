import type { ChartSeries, LineStyle } from './chart-series';

export type Band = 'sd' | 'range';

export interface SeriesGroup {
  readonly id: string;
  readonly label: string;
  readonly color: number;
  readonly marker: number | null;
}

/** A grouped line has at most so many points: more cannot be seen. */
const MAX_PLACES = 500;

/**
 * The mean line of each group and style, with a band of ± one standard deviation (n − 1) or from the least to the
 * greatest. Between its own points a member counts with the straight line through them; beyond its ends, and across
 * values that are missing or not finite, it does not count. Where one member alone counts there is no ± band.
 */
export function groupSeries(
  series: readonly ChartSeries[],
  groupOf: (series: ChartSeries) => SeriesGroup | null,
  band: Band,
): ChartSeries[] {
  const members = new Map<string, { readonly group: SeriesGroup; readonly style: LineStyle; series: ChartSeries[] }>();
  for (const one of series) {
    const group = groupOf(one);
    if (group === null || one.steps.length === 0) continue;
    const name = `${group.id}:${one.style}`;
    const known = members.get(name) ?? { group, style: one.style, series: [] };
    known.series.push(one);
    members.set(name, known);
  }
  return [...members].map(([id, { group, style, series: own }]) => meanOf(id, group, style, own, band));
}

function meanOf(
  id: string,
  { id: owner, label, color, marker }: SeriesGroup,
  style: LineStyle,
  members: readonly ChartSeries[],
  band: Band,
): ChartSeries {
  const places = commonPlaces(members);
  const columns = members.map((member) => valuesAt(member, places));
  const values: (number | null)[] = [];
  const low: (number | null)[] = [];
  const high: (number | null)[] = [];
  for (const at of places.keys()) {
    const here = columns.map((column) => column[at] ?? null).filter((value) => value !== null);
    const mean = here.length === 0 ? null : here.reduce((sum, value) => sum + value, 0) / here.length;
    values.push(mean);
    const half = band === 'sd' && mean !== null ? deviation(here, mean) : null;
    low.push(
      band === 'range' ? (here.length < 2 ? null : Math.min(...here)) : half && mean !== null ? mean - half : null,
    );
    high.push(
      band === 'range' ? (here.length < 2 ? null : Math.max(...here)) : half && mean !== null ? mean + half : null,
    );
  }
  const name = `${label} (${members.length})`;
  return {
    id,
    owner,
    label: name,
    color,
    marker,
    style,
    steps: places,
    places,
    values,
    isThinned: false,
    band: { low, high },
  };
}

/** null for fewer than two values. */
function deviation(values: readonly number[], mean: number): number | null {
  if (values.length < 2) return null;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

function commonPlaces(members: readonly ChartSeries[]): number[] {
  const all = new Set<number>();
  for (const { places, steps } of members) for (const place of places ?? steps) all.add(place);
  const sorted = [...all].sort((a, b) => a - b);
  if (sorted.length <= MAX_PLACES) return sorted;
  const [first = 0, last = 0] = [sorted[0], sorted.at(-1)];
  return Array.from({ length: MAX_PLACES }, (_, at) => first + ((last - first) * at) / (MAX_PLACES - 1));
}

function valuesAt({ steps, places, values }: ChartSeries, wanted: readonly number[]): (number | null)[] {
  const own = places ?? steps;
  let next = 0;
  return wanted.map((place) => {
    while (next < own.length && (own[next] ?? place) < place) next += 1;
    const [right, to] = [own[next], finite(values[next])];
    if (right === place) return to;
    const [left, from] = [own[next - 1], finite(values[next - 1])];
    if (left === undefined || right === undefined || from === null || to === null) return null;
    return from + (to - from) * ((place - left) / (right - left));
  });
}

function finite(value: number | null | undefined): number | null {
  return value !== null && value !== undefined && Number.isFinite(value) ? value : null;
}
