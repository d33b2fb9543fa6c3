export { type LiveSeries, useLiveSeries } from './use-live-series';
