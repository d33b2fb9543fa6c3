export * from './client.js';
export * from './errors.js';
export * from './generated/graphql.js';
export * from './metric-logger.js';
export { decodeMetricValue, encodeMetricValue, type MetricValue } from './metric-value.js';
export * from './run-log.js';
export { unwrap } from './unwrap.js';
