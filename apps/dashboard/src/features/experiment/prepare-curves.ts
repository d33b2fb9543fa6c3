import {
  assignColors,
  type ChartSeries,
  groupSeries,
  LINE_STYLES,
  type LineLook,
  type SeriesGroup,
} from '../../charts';
import type { SeriesColumnsFragment, Split } from '../../generated/graphql';
import { SPLIT_LOOKS } from '../series/split-looks';

export const CURVE_BANDS = ['sd', 'range', 'none'] as const;
export type CurveBand = (typeof CURVE_BANDS)[number];

/** Lines of single runs: colour tells the run. A metric measured once, at the end, is a figure and not a curve. */
export function runLooks(
  runs: readonly { readonly id: string; readonly label: string }[],
): (series: SeriesColumnsFragment) => LineLook | null {
  const labels = new Map(runs.map(({ id, label }) => [id, label]));
  const colors = assignColors(runs.map(({ id }) => id));
  return ({ runId, split, totalCount }) => {
    const label = labels.get(runId);
    if (label === undefined || (split === 'TEST' && totalCount <= 1)) return null;
    return { label, color: colors.get(runId) ?? 0 };
  };
}

/** One line a part of the data: the mean of all runs with its band; or the runs' own lines. */
export function bandLines(lines: readonly ChartSeries[], band: CurveBand): readonly ChartSeries[] {
  return band === 'none' ? lines : groupSeries(lines, ({ style }) => GROUPS.get(style) ?? null, band);
}

const GROUPS: ReadonlyMap<ChartSeries['style'], SeriesGroup> = new Map(
  (['TRAIN', 'VALIDATION', 'TEST'] as const).map((split: Split) => {
    const { label, color } = SPLIT_LOOKS[split];
    return [LINE_STYLES[split], { id: split, label, color, marker: color }];
  }),
);
