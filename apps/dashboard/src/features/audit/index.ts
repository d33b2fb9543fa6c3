export { AuditBadge } from './audit-badge';
export { ExperimentAudit } from './experiment-audit';
export { PairedPanel } from './paired-panel';
export { RunAudit } from './run-audit';
export { RunScores } from './run-scores';
