import {
  AUDIT_CHECKS,
  type AuditPart,
  type AuditPartText,
  canonicalJson,
  certifiedStatus,
  DomainError,
  type RunCertificate,
  RunCertificateSchema,
} from '@voxboard/domain';
import { certifyRun, type Sha256 } from './certify-run.js';

/** One thing that is not as it was when the certificate was issued. */
export interface VerificationProblem {
  /**
   * `PART_CHANGED`: a part has another hash than the certificate says · `CONTRADICTION`: what is stored contradicts
   * itself · `CERTIFICATE_CHANGED`: the certificate says something else than its data · `UNREADABLE`.
   */
  readonly kind: 'PART_CHANGED' | 'CONTRADICTION' | 'CERTIFICATE_CHANGED' | 'UNREADABLE';
  /** Which part changed; null where the problem is not of one part. */
  readonly part: AuditPart | null;
  readonly text: string;
}

export interface Verification {
  readonly runId: string;
  /** True when everything is exactly as certified, and sound. */
  readonly holds: boolean;
  readonly problems: readonly VerificationProblem[];
  /** What an audit of the data as it is now says; null when it cannot be read. */
  readonly current: RunCertificate | null;
}

/** A stored certificate as its row has it. */
export interface StoredCertificate {
  readonly runId: string;
  readonly document: unknown;
  readonly hash: string;
  /** What lists and boards go by: kept beside the document. */
  readonly verdict: string;
  readonly labels: readonly string[];
}

const PART_WORDS: Readonly<Record<AuditPart, string>> = {
  subject: "The run's task, protocol, class names, fold or experiment",
  clips: 'The clip list (paths, hashes or labels)',
  split: 'The split (fold lists or their hash)',
  evidence: 'The statement of which rows were used for what',
  'near-duplicates': 'The list of recordings that sound alike',
  predictions: 'Predictions',
  scores: 'Scores (confusion matrices, scores per class or TEST metrics)',
};

/**
 * Audits a run again and compares with its certificate, part by part, check by check.
 * @param expectedHash the certificate's hash as somebody noted it elsewhere: what proves that not all of it was replaced
 */
export function verifyCertificate(
  stored: StoredCertificate,
  parts: readonly AuditPartText[],
  sha256: Sha256,
  expectedHash: string | null = null,
): Verification {
  const { runId } = stored;
  const problems: VerificationProblem[] = [];
  const changed = (text: string) => problems.push({ kind: 'CERTIFICATE_CHANGED', part: null, text });
  if (expectedHash !== null && expectedHash !== stored.hash) {
    changed(`The certificate has the hash ${stored.hash}, not ${expectedHash}: it is another one.`);
  }
  const issued = RunCertificateSchema.safeParse(stored.document);
  if (!issued.success) {
    changed('The certificate cannot be read: it was changed by hand, or by a newer version of Voxboard.');
    return { runId, holds: false, problems, current: null };
  }
  if (issued.data.runId !== runId) changed(`The certificate is of run ${issued.data.runId}.`);
  const listed = [stored.verdict, ...stored.labels].join(', ');
  const certified = [certifiedStatus(issued.data), ...issued.data.certificate.labels].join(', ');
  if (listed !== certified) changed(`Lists and boards are told ${listed}, the certificate says ${certified}.`);
  if (sha256(canonicalJson(issued.data)) !== stored.hash) changed('The certificate does not have its stored hash.');
  problems.push(...changedParts(issued.data, parts, sha256));
  const current = auditAgain(parts, sha256);
  if ('problem' in current) return { runId, holds: false, problems: [...problems, current.problem], current: null };
  problems.push(
    ...current.contradictions.map((text) => ({ kind: 'CONTRADICTION' as const, part: null, text })),
    ...changedStatements(issued.data, current),
  );
  return { runId, holds: problems.length === 0, problems, current };
}

function changedParts(issued: RunCertificate, parts: readonly AuditPartText[], sha256: Sha256): VerificationProblem[] {
  const now = new Map(parts.map(({ part, text }) => [part, sha256(text)]));
  return issued.parts.flatMap(({ part, sha256: then }) => {
    if (now.get(part) === then) return [];
    const text = `${PART_WORDS[part]} changed after the certificate was issued.`;
    return [{ kind: 'PART_CHANGED' as const, part, text }];
  });
}

/** @throws what is not about the data */
function auditAgain(
  parts: readonly AuditPartText[],
  sha256: Sha256,
): RunCertificate | { readonly problem: VerificationProblem } {
  try {
    return certifyRun(parts, sha256);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { problem: { kind: 'UNREADABLE', part: null, text: error.message } };
  }
}

function changedStatements(issued: RunCertificate, current: RunCertificate): VerificationProblem[] {
  const texts: string[] = [];
  const [then, now] = [issued.certificate, current.certificate];
  if (then.verdict !== now.verdict) texts.push(`The certificate says ${then.verdict}, the data say ${now.verdict}.`);
  for (const name of AUDIT_CHECKS) {
    const [a, b] = [then, now].map(({ checks }) => checks.find(({ check }) => check === name));
    if (a === undefined || b === undefined) {
      if (a !== b) texts.push(`Check ${name} is not in ${a === undefined ? 'the certificate' : 'the audit'}.`);
    } else if (a.verdict !== b.verdict) {
      texts.push(`Check ${name}: the certificate says ${a.verdict}, the data say ${b.verdict}. ${b.finding}`);
    } else if (canonicalJson(a) !== canonicalJson(b)) texts.push(`Check ${name}: what was found is not what is found.`);
  }
  if (canonicalJson(then.labels) !== canonicalJson(now.labels)) {
    texts.push(`The certificate's labels are [${then.labels.join(', ')}], the data's [${now.labels.join(', ')}].`);
  }
  if (canonicalJson(issued.scores) !== canonicalJson(current.scores)) {
    texts.push(
      `The certified scores are not those of the predictions: ${scoresText(issued)}, now ${scoresText(current)}.`,
    );
  }
  // Whatever else was edited, its hash tells.
  if (texts.length === 0 && canonicalJson(issued.parts) === canonicalJson(current.parts)) {
    if (canonicalJson(issued) !== canonicalJson(current)) texts.push('The certificate says more than its data.');
  }
  return texts.map((text) => ({ kind: 'CERTIFICATE_CHANGED' as const, part: null, text }));
}

function scoresText({ scores }: RunCertificate): string {
  if (scores === null) return 'none';
  return Object.entries(scores)
    .map(([key, value]) => `${key} ${value.toFixed(4)}`)
    .join(', ');
}
