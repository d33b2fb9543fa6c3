import type { SeriesColumnsFragment } from '../../generated/graphql';

/**
 * The series with newly arrived points: what is known stays, a step that comes again replaces its value (a reconnect
 * may send points twice), and a series that was not known yet is added.
 */
export function mergeSeries(
  known: readonly SeriesColumnsFragment[],
  arrived: readonly SeriesColumnsFragment[],
): SeriesColumnsFragment[] {
  const merged = new Map(known.map((series) => [seriesId(series), series]));
  for (const series of arrived) {
    const before = merged.get(seriesId(series));
    merged.set(seriesId(series), before ? mergeColumns(before, series) : series);
  }
  return [...merged.values()];
}

export function seriesId({ runId, key, split }: Pick<SeriesColumnsFragment, 'runId' | 'key' | 'split'>): string {
  return `${runId}:${key}:${split}`;
}

function mergeColumns(before: SeriesColumnsFragment, after: SeriesColumnsFragment): SeriesColumnsFragment {
  const lastKnown = before.steps.at(-1) ?? Number.NEGATIVE_INFINITY;
  const firstNew = after.steps[0];
  if (firstNew === undefined) return before;
  const { steps, values } =
    firstNew > lastKnown
      ? { steps: [...before.steps, ...after.steps], values: [...before.values, ...after.values] }
      : interleave(before, after);
  return { ...after, steps, values, isThinned: before.isThinned || after.isThinned };
}

function interleave(before: SeriesColumnsFragment, after: SeriesColumnsFragment) {
  const byStep = new Map(before.steps.map((step, index) => [step, before.values[index] ?? null]));
  after.steps.forEach((step, index) => {
    byStep.set(step, after.values[index] ?? null);
  });
  const points = [...byStep].sort(([a], [b]) => a - b);
  return { steps: points.map(([step]) => step), values: points.map(([, value]) => value) };
}

/** The last step that every one of the series has: what a live subscription must start after, so that nothing is missed. */
export function commonLastStep(series: readonly SeriesColumnsFragment[]): number | null {
  let common: number | null = null;
  for (const { lastStep } of series) {
    if (lastStep === null) return null;
    common = common === null ? lastStep : Math.min(common, lastStep);
  }
  return common;
}
