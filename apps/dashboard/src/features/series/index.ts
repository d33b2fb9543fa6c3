export { type ChartChoices, ChartControls } from './chart-controls';
export { fetchCurvesAhead, wholeCurves } from './fetch-series';
export { MAIN_KEYS, metricTitle, SPLIT_LOOKS } from './split-looks';
export { useChartLines } from './use-chart-lines';
export { useCurveView } from './use-curve-view';
export { type LiveSeries, useLiveSeries } from './use-live-series';
