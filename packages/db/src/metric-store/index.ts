export type { AppendOutcome } from './append-lanes.js';
export { METRIC_LIMITS, type MetricLimits } from './metric-limits.js';
export { type AppendOptions, MetricStore, type MetricStoreOptions } from './metric-store.js';
export { markRunForCompaction } from './series-compactor.js';
export type { SeriesData, SeriesRequest, SeriesSummary } from './series-reader.js';
export type { Summary } from './series-summary.js';
