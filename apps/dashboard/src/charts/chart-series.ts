import { decodeMetricValue } from '@voxboard/graphql-client/metric-value';
import type { SeriesColumnsFragment, Split } from '../generated/graphql';

export type LineStyle = 'solid' | 'dashed' | 'dotted';

/** One line of a chart before anything is decided about how it is drawn. */
export interface ChartSeries {
  /** Unique among the lines of one chart. */
  readonly id: string;
  readonly label: string;
  /** Palette slot 0 … 7, the same wherever the run is shown; see `assignColors`. */
  readonly color: number;
  readonly style: LineStyle;
  /** Ascending. */
  readonly steps: readonly number[];
  /** As long as `steps`. null: nothing was measured there; NaN and ±Infinity stay what they are. */
  readonly values: readonly (number | null)[];
}

/** The split is told by the line's style, so that colour is free to tell the run. */
export const LINE_STYLES: Readonly<Record<Split, LineStyle>> = {
  TRAIN: 'solid',
  VALIDATION: 'dashed',
  TEST: 'dotted',
};

/** A series as the API gives it, ready for a chart. */
export function toChartSeries(
  series: SeriesColumnsFragment,
  { label, color }: { readonly label: string; readonly color: number },
): ChartSeries {
  return {
    id: `${series.runId}:${series.key}:${series.split}`,
    label,
    color,
    style: LINE_STYLES[series.split],
    steps: series.steps,
    values: series.values.map((value) => decodeMetricValue(value)),
  };
}
