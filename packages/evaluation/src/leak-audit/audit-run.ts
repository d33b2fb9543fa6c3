import type { AuditCheckResult, Certificate, CertificateVerdict } from '@voxboard/domain';
import { auditContext } from './audit-context.js';
import type { AuditCheck } from './check-result.js';
import { augmentedTwinCheck } from './checks/augmented-twin.js';
import { classAbsentCheck } from './checks/class-absent.js';
import { labelSourceCheck } from './checks/label-source.js';
import { nearDuplicateCheck } from './checks/near-duplicate.js';
import { sameClipCheck } from './checks/same-clip.js';
import { sameContentCheck } from './checks/same-content.js';
import { scalerScopeCheck } from './checks/scaler-scope.js';
import { selectionOnTestCheck } from './checks/selection-on-test.js';
import { sharedSpeakerCheck } from './checks/shared-speaker.js';
import { sharedStatementCheck } from './checks/shared-statement.js';
import { singleGenderCheck } from './checks/single-gender.js';
import { transductiveCheck } from './checks/transductive.js';
import { validationOverlapCheck } from './checks/validation-overlap.js';
import type { AuditEvidence } from './evidence.js';

/** In the order in which a certificate lists them. */
const CHECKS: readonly AuditCheck[] = [
  sameClipCheck,
  augmentedTwinCheck,
  sameContentCheck,
  nearDuplicateCheck,
  sharedSpeakerCheck,
  sharedStatementCheck,
  validationOverlapCheck,
  scalerScopeCheck,
  selectionOnTestCheck,
  labelSourceCheck,
  transductiveCheck,
  classAbsentCheck,
  singleGenderCheck,
];

/**
 * Looks for every known way in which a run can fool its reader and states what was found. Reads evidence only: it can
 * be run again by anybody who has it.
 * @throws InvalidInputError when the fold does not belong to the clips
 */
export function auditRun(evidence: AuditEvidence): Certificate {
  const context = auditContext(evidence);
  const checks = CHECKS.map(({ check, severity, examine }) => ({ check, severity, ...examine(context) }));
  return {
    version: 1,
    task: evidence.task,
    protocol: evidence.protocol,
    verdict: certificateVerdict(checks),
    labels: certificateLabels(checks),
    runCount: 1,
    checks,
  };
}

/** `CAVEAT`s do not count; an unanswered question about a leak or a label leaves the run unproven. */
export function certificateVerdict(checks: readonly AuditCheckResult[]): CertificateVerdict {
  if (checks.some(({ severity, verdict }) => severity === 'LEAK' && verdict === 'FAIL')) return 'LEAKY';
  return checks.some(({ severity, verdict }) => severity !== 'CAVEAT' && verdict === 'UNKNOWN') ? 'UNPROVEN' : 'CLEAN';
}

export function certificateLabels(checks: readonly AuditCheckResult[]): string[] {
  return checks
    .filter(({ severity, verdict }) => severity === 'LABEL' && verdict === 'FAIL')
    .map(({ check }) => check.toUpperCase());
}
