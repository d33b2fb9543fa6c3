import type { CertificateRow } from '@voxboard/db';
import {
  type AuditStatus,
  certifiedStatus,
  type Certificate as DomainCertificate,
  type RunCertificate,
  RunCertificateSchema,
} from '@voxboard/domain';
import { describeCertificate } from '@voxboard/evaluation';
import type { Certificate } from './certificate.type.js';

/** A stored certificate read back; null where its row no longer holds one. */
export function readCertificate(row: CertificateRow): RunCertificate | null {
  return RunCertificateSchema.safeParse(row.document).data ?? null;
}

export interface CertificateFacts {
  readonly status: AuditStatus;
  readonly certificate: DomainCertificate;
  readonly contradictions: readonly string[];
  readonly parts: RunCertificate['parts'];
  readonly hash: string;
  readonly issuedAt: Date;
  readonly uncertifiedRunCount: number;
}

export function factsOfRun(row: CertificateRow): CertificateFacts | null {
  const document = readCertificate(row);
  return (
    document && {
      status: certifiedStatus(document),
      certificate: document.certificate,
      contradictions: document.contradictions,
      parts: document.parts,
      hash: row.hash,
      issuedAt: row.issuedAt,
      uncertifiedRunCount: 0,
    }
  );
}

export function toCertificate(facts: CertificateFacts): Certificate {
  const { certificate, status, contradictions, parts, hash, issuedAt, uncertifiedRunCount } = facts;
  return {
    status,
    task: certificate.task,
    protocol: certificate.protocol,
    labels: [...certificate.labels],
    runCount: certificate.runCount,
    uncertifiedRunCount,
    checks: certificate.checks.map(({ check, counts, examples, ...rest }) => ({
      ...rest,
      name: check,
      counts: Object.entries(counts).map(([name, count]) => ({ name, count })),
      examples: [...examples],
    })),
    contradictions: [...contradictions],
    parts: parts.map((part) => ({ ...part })),
    hash,
    issuedAt,
    description: describeCertificate(certificate),
  };
}
