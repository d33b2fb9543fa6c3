import {
  type AuditPart,
  type AuditPartText,
  type AuditRecord,
  AuditRecordSchema,
  DomainError,
  type RunCertificate,
} from '@voxboard/domain';
import { auditRun } from './audit-run.js';
import { contradictions, type Sha256, testScores } from './contradictions.js';
import { recordedEvidence } from './recorded-evidence.js';

export type { Sha256 } from './contradictions.js';

/** Thrown when a part of what is stored of a run is not what Voxboard would have stored there. */
export class UnreadableRecordError extends DomainError {
  readonly code = 'UNREADABLE_RECORD';
  constructor(
    readonly part: AuditPart,
    reason: string,
  ) {
    super(
      `The ${part} of the run cannot be audited: ${reason}. It was changed by hand, or by a newer version of Voxboard.`,
    );
  }
}

/**
 * Audits a run from what is stored of it and states what exactly was read. Equal texts give an equal document on every
 * machine: this is what issues certificates and what anybody re-verifies them with.
 * @throws UnreadableRecordError, and InvalidInputError when rows name clips that are not there
 */
export function certifyRun(parts: readonly AuditPartText[], sha256: Sha256): RunCertificate {
  const record = readRecord(parts);
  return {
    version: 1,
    runId: record.subject.runId,
    certificate: auditRun(recordedEvidence(record)),
    parts: parts.map(({ part, text }) => ({ part, sha256: sha256(text) })),
    scores: testScores(record),
    contradictions: contradictions(record, sha256),
  };
}

function readRecord(parts: readonly AuditPartText[]): AuditRecord {
  const read = <P extends AuditPart>(wanted: P): AuditRecord[P] => {
    const found = parts.find(({ part }) => part === wanted);
    if (found === undefined) throw new UnreadableRecordError(wanted, 'it is missing');
    const parsed = AuditRecordSchema.shape[wanted].safeParse(parseJson(wanted, found.text));
    if (parsed.success) return parsed.data as AuditRecord[P];
    const [issue] = parsed.error.issues;
    throw new UnreadableRecordError(wanted, `${issue?.path.join('.') ?? ''} ${issue?.message ?? 'has another form'}`);
  };
  return {
    subject: read('subject'),
    clips: read('clips'),
    split: read('split'),
    evidence: read('evidence'),
    'near-duplicates': read('near-duplicates'),
    predictions: read('predictions'),
    scores: read('scores'),
  };
}

function parseJson(part: AuditPart, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnreadableRecordError(part, 'it is not JSON');
  }
}
