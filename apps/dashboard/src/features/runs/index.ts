export { ProtocolBadge } from './protocol-badge';
export { foldLabel, hasGivenName, headlineMetric, runLabel, secondsLeft } from './run-facts';
export { RunStatusLabel, RunStatusMark } from './run-status';
export { useRunActions } from './use-run-actions';
