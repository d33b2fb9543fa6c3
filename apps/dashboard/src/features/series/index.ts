export { ChartControls } from './chart-controls';
export { type LiveSeries, useLiveSeries } from './use-live-series';
