export type { Axis, Scale } from './axis';
export { ChartLinkProvider, useHighlight, useIsHighlighted } from './chart-link';
export {
  type AxisKind,
  type ChartSeries,
  LINE_STYLES,
  type LineLook,
  type LineStyle,
  toChartSeries,
} from './chart-series';
export { CompositionChart } from './composition-chart';
export { ConfusionDifferenceMap } from './confusion-difference-map';
export { ConfusionHeatMap } from './confusion-heat-map';
export { DistributionChart } from './distribution-chart';
export { AXIS_NAMES } from './format-place';
export { type Band, groupSeries, type SeriesGroup } from './group-series';
export { IntervalAxis, IntervalMark, IntervalPlot } from './interval-plot';
export { LineSwatch } from './line-swatch';
export { assignColors, slotColor } from './palette';
export type { CompositionCount, Trait } from './prepare-composition';
export { type ConfusionMode, prepareConfusion } from './prepare-confusion';
export { fitIntervals, type Interval, isOnAxis } from './prepare-intervals';
export { rankRange, tieName } from './prepare-ranks';
export type { Zoom } from './prepare-series';
export { RankMark } from './rank-mark';
export { ScatterChart } from './scatter-chart';
export { SeriesChart, type SeriesView } from './series-chart';
export { smooth } from './smooth';
