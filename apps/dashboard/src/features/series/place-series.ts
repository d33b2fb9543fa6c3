import { decodeMetricValue } from '@voxboard/graphql-client/metric-value';
import type { AxisKind, Zoom } from '../../charts';
import type { SeriesColumnsFragment } from '../../generated/graphql';

/** What a script logs to say in which epoch a step was. */
export const EPOCH_KEY = 'epoch';

export interface PlaceFacts {
  /** When each run began, in milliseconds since 1970. */
  readonly startMs: ReadonlyMap<string, number>;
  /** Each run's `epoch` metric, where it logged one. */
  readonly epochs: ReadonlyMap<string, SeriesColumnsFragment>;
}

/** Where the points of a series lie on an axis; null: at their steps. Clocks that went back are held. */
export function placesOf(series: SeriesColumnsFragment, axis: AxisKind, facts: PlaceFacts): readonly number[] | null {
  switch (axis) {
    case 'step':
      return null;
    case 'epoch': {
      const epochs = facts.epochs.get(series.runId);
      return epochs ? ascending(series.steps.map((step) => epochAt(epochs, step))) : null;
    }
    case 'wall':
      return series.timestampsMs ? ascending(series.timestampsMs) : null;
    case 'relative': {
      const times = series.timestampsMs;
      if (!times) return null;
      const start = facts.startMs.get(series.runId) ?? times[0] ?? 0;
      return ascending(times.map((time) => Math.max(0, (time - start) / 1000)));
    }
  }
}

function ascending(places: readonly number[]): number[] {
  let greatest = Number.NEGATIVE_INFINITY;
  return places.map((place) => {
    if (place > greatest) greatest = place;
    return greatest;
  });
}

/** The epoch that was last logged at or before a step. */
function epochAt({ steps, values }: SeriesColumnsFragment, step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] ?? Number.POSITIVE_INFINITY) <= step) low = middle + 1;
    else high = middle;
  }
  return decodeMetricValue(values[Math.max(0, low - 1)] ?? null) ?? step;
}

export type StepRange = readonly [from: number, to: number];

/**
 * The steps that cover a part of an axis, one more on either side so that lines go on to the edges. Without an end where a
 * series does not reach beyond the part: what it logs later may still lie in it.
 */
export function stepsOfZoom(
  series: readonly SeriesColumnsFragment[],
  axis: AxisKind,
  facts: PlaceFacts,
  [from, to]: Zoom,
): StepRange | null {
  if (axis === 'step') return [Math.max(0, Math.floor(from)), Math.max(0, Math.ceil(to))];
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const one of series) {
    const places = placesOf(one, axis, facts) ?? one.steps;
    const left = places.findLastIndex((place) => place < from);
    const right = places.findIndex((place) => place > to);
    first = Math.min(first, one.steps[Math.max(0, left)] ?? first);
    last = Math.max(last, one.steps[right] ?? Number.POSITIVE_INFINITY);
  }
  return first > last ? null : [first, last];
}
