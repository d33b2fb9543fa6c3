export type { AppendOutcome } from './append-lanes.js';
export { METRIC_LIMITS, type MetricLimits } from './metric-limits.js';
export { type AppendOptions, MetricStore, type MetricStoreOptions } from './metric-store.js';
export { reopenRunMetrics, settleRunMetrics, settleSilentRuns } from './run-metrics.js';
export type { SeriesData, SeriesDelta, SeriesRequest, SeriesSelection, SeriesSummary } from './series-reader.js';
export type { Summary } from './series-summary.js';
