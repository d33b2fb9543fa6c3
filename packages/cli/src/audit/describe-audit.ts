import { describeCertificate, type VerificationProblem } from '@voxboard/evaluation';
import type { AuditedRun } from './audit-run.js';

const HEADS: Readonly<Record<VerificationProblem['kind'], string>> = {
  PART_CHANGED: 'changed',
  CONTRADICTION: 'contradiction',
  CERTIFICATE_CHANGED: 'certificate',
  UNREADABLE: 'unreadable',
};

/** The audit as lines for people: whether the certificate holds, why not, and what the data say. */
export function describeAudit({ runId, holds, problems, current, hash, issuedAt }: AuditedRun): string {
  const lines = [
    `Run ${runId}, certificate ${hash}, issued ${issuedAt}`,
    holds
      ? 'The certificate holds: every part has the hash it was issued for, and auditing it again gives the same.'
      : `The certificate does NOT hold (${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}):`,
    ...problems.map(({ kind, text }) => `  ${HEADS[kind].padEnd(13)}  ${text}`),
  ];
  if (current === null) return lines.join('\n');
  const scores = current.scores && Object.entries(current.scores).map(([key, value]) => `${key} ${value.toFixed(4)}`);
  return [
    ...lines,
    '',
    scores === null
      ? 'No test predictions are stored.'
      : `Computed again from the test predictions: ${scores.join(', ')}`,
    '',
    describeCertificate(current.certificate),
  ].join('\n');
}
