import { createHash } from 'node:crypto';
import { AuditPartSchema, type AuditPartText, DomainError } from '@voxboard/domain';
import { type Verification, verifyCertificate } from '@voxboard/evaluation';
import { AuditRecordDocument, type VoxboardClient } from '@voxboard/graphql-client';

/** Thrown when a run's data can be audited, but nobody has issued a certificate to hold against them. */
export class NoCertificateError extends DomainError {
  readonly code = 'NO_CERTIFICATE';
  constructor(runId: string) {
    super(
      `Run ${runId} has no certificate: it was trained before there were any, or its audit could not be made (see its log).`,
    );
  }
}

export interface AuditedRun extends Verification {
  readonly hash: string;
  readonly issuedAt: string;
}

/**
 * Downloads all that is stored of a run's making and audits it here: hashes, scores and checks are computed on this
 * machine, and compared with the certificate.
 * @param expectedHash the certificate's hash as noted elsewhere, or null
 * @throws NoCertificateError, and the client's errors
 */
export async function auditRun(
  client: VoxboardClient,
  runId: string,
  expectedHash: string | null,
): Promise<AuditedRun> {
  const { auditRecord: record } = await client.request(AuditRecordDocument, { runId });
  const { hash, issuedAt, document, verdict, labels } = record;
  if (hash === null || issuedAt === null || verdict === null) throw new NoCertificateError(runId);
  const parts = record.parts.map(({ part, text }): AuditPartText => ({ part: AuditPartSchema.parse(part), text }));
  const stored = { runId: record.runId, document, hash, verdict, labels };
  return { ...verifyCertificate(stored, parts, sha256, expectedHash), hash, issuedAt };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
