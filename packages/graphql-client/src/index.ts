export * from './client.js';
export * from './errors.js';
export * from './generated/graphql.js';
export * from './metric-logger.js';
export * from './run-log.js';
export { decodeMetricValue, encodeMetricValue, type MetricValue } from './metric-value.js';
export { unwrap } from './unwrap.js';
