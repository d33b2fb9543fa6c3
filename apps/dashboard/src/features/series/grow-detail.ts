import type { SeriesColumnsFragment } from '../../generated/graphql';
import { mergeColumns, seriesId } from './merge-series';
import type { StepRange } from './place-series';

/**
 * The part that is zoomed to, with what was logged since it was read: a zoomed view of a run in training grows. Series
 * without anything new stay the same objects.
 * @param known the whole curves, as they grow
 */
export function growDetail(
  detail: readonly SeriesColumnsFragment[],
  known: readonly SeriesColumnsFragment[],
  [from, to]: StepRange,
): readonly SeriesColumnsFragment[] {
  const latest = new Map(known.map((one) => [seriesId(one), one]));
  const grown = detail.map((one) => {
    const whole = latest.get(seriesId(one));
    latest.delete(seriesId(one));
    return whole ? mergeColumns(one, tailOf(whole, one.steps.at(-1) ?? from - 1, to)) : one;
  });
  // A metric of which nothing was logged when the part was read.
  const begun = [...latest.values()].map((one) => tailOf(one, from - 1, to)).filter(({ steps }) => steps.length > 0);
  return begun.length === 0 && grown.every((one, at) => one === detail[at]) ? detail : [...grown, ...begun];
}

function tailOf(series: SeriesColumnsFragment, after: number, to: number): SeriesColumnsFragment {
  const start = series.steps.findIndex((step) => step > after);
  const beyond = series.steps.findIndex((step) => step > to);
  const end = beyond === -1 ? series.steps.length : beyond;
  const [first, last] = start === -1 || start >= end ? [0, 0] : [start, end];
  return {
    ...series,
    steps: series.steps.slice(first, last),
    values: series.values.slice(first, last),
    ...(series.timestampsMs && { timestampsMs: series.timestampsMs.slice(first, last) }),
  };
}
