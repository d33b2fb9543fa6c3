import { decodeMetricValue } from '@voxboard/graphql-client/metric-value';
import type { SeriesColumnsFragment, Split } from '../generated/graphql';

export type LineStyle = 'solid' | 'dashed' | 'dotted';

/** What the horizontal axis counts: steps, epochs, seconds since the run began, or milliseconds since 1970. */
export type AxisKind = 'step' | 'epoch' | 'relative' | 'wall';

/** One line of a chart before anything is decided about how it is drawn. */
export interface ChartSeries {
  /** Unique among the lines of one chart. */
  readonly id: string;
  /** What is highlighted together wherever it is shown: a run, or a group of runs. */
  readonly owner: string;
  readonly label: string;
  /** Palette slot 0 … 7, the same wherever the run is shown; see `assignColors`. */
  readonly color: number;
  /** Shape that tells lines apart without colour; null: none is drawn. */
  readonly marker: number | null;
  readonly style: LineStyle;
  /** Ascending. */
  readonly steps: readonly number[];
  /** Places on the horizontal axis, ascending, as long as `steps`; null: the steps themselves. */
  readonly places: readonly number[] | null;
  /** As long as `steps`. null: nothing was measured there; NaN and ±Infinity stay what they are. */
  readonly values: readonly (number | null)[];
  /** Whether points were left out: each stretch of steps kept its least, its greatest and its last one. */
  readonly isThinned: boolean;
  /** Drawn as a faint band around the line, for example mean ± sd of a group; null: none of its own. */
  readonly band: { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[] } | null;
}

/** The split is told by the line's style, so that colour is free to tell the run. */
export const LINE_STYLES: Readonly<Record<Split, LineStyle>> = {
  TRAIN: 'solid',
  VALIDATION: 'dashed',
  TEST: 'dotted',
};

export interface LineLook {
  readonly label: string;
  readonly color: number;
  readonly marker?: number | null;
  readonly places?: readonly number[] | null;
  /** The run itself when left out. */
  readonly owner?: string;
}

/** A series as the API gives it, ready for a chart. */
export function toChartSeries(
  series: SeriesColumnsFragment,
  { label, color, marker = null, places = null, owner = series.runId }: LineLook,
): ChartSeries {
  return {
    id: `${series.runId}:${series.key}:${series.split}`,
    owner,
    label,
    color,
    marker,
    style: LINE_STYLES[series.split],
    steps: series.steps,
    places,
    values: series.values.map((value) => decodeMetricValue(value)),
    isThinned: series.isThinned,
    band: null,
  };
}
