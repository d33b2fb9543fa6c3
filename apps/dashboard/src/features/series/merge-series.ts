import type { SeriesColumnsFragment } from '../../generated/graphql';

export function seriesId({ runId, key, split }: Pick<SeriesColumnsFragment, 'runId' | 'key' | 'split'>): string {
  return `${runId}:${key}:${split}`;
}

/**
 * A series with points that came later: what is known stays, and a step that comes again replaces its value (a reconnect
 * may send points twice). The same object when there is nothing new.
 */
export function mergeColumns(before: SeriesColumnsFragment, after: SeriesColumnsFragment): SeriesColumnsFragment {
  const lastKnown = before.steps.at(-1) ?? Number.NEGATIVE_INFINITY;
  const firstNew = after.steps[0];
  if (firstNew === undefined) return before;
  const isThinned = before.isThinned || after.isThinned;
  if (firstNew <= lastKnown) return { ...after, ...interleave(before, after), isThinned };
  const times = timesOf(before, after);
  return {
    ...after,
    steps: [...before.steps, ...after.steps],
    values: [...before.values, ...after.values],
    ...(times && { timestampsMs: [...times[0], ...times[1]] }),
    isThinned,
  };
}

function interleave(before: SeriesColumnsFragment, after: SeriesColumnsFragment) {
  const times = timesOf(before, after);
  const byStep = new Map(before.steps.map((step, at) => [step, [before.values[at] ?? null, times?.[0][at]] as const]));
  after.steps.forEach((step, at) => {
    byStep.set(step, [after.values[at] ?? null, times?.[1][at]]);
  });
  const points = [...byStep].sort(([a], [b]) => a - b);
  return {
    steps: points.map(([step]) => step),
    values: points.map(([, [value]]) => value),
    ...(times && { timestampsMs: points.map(([, [, time]]) => time ?? Number.NaN) }),
  };
}

function timesOf(before: SeriesColumnsFragment, after: SeriesColumnsFragment) {
  return before.timestampsMs && after.timestampsMs ? ([before.timestampsMs, after.timestampsMs] as const) : null;
}
