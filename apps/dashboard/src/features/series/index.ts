export { type ChartChoices, ChartControls } from './chart-controls';
export { useChartLines } from './use-chart-lines';
export { type LiveSeries, useLiveSeries } from './use-live-series';
