import { z } from 'zod';
import { AuditPartSchema } from './audit-record.js';
import { CertificateSchema, type CertificateVerdict, CertificateVerdictSchema } from './certificate.js';

/** `UNVERIFIED`: nobody stated how the run was made, so nothing could be audited. */
export const AUDIT_STATUSES = [...CertificateVerdictSchema.options, 'UNVERIFIED'] as const;
export const AuditStatusSchema = z.enum(AUDIT_STATUSES);
export type AuditStatus = z.infer<typeof AuditStatusSchema>;

/**
 * What is stored of one run's audit. The SHA-256 of its canonical JSON is the certificate's hash. It holds no time and
 * nothing else that a second audit of the same data would not find again.
 */
export const RunCertificateSchema = z.object({
  version: z.literal(1),
  runId: z.string(),
  certificate: CertificateSchema,
  /** SHA-256 of exactly what was checked. */
  parts: z.array(z.object({ part: AuditPartSchema, sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
  /** Scores of the TEST predictions, computed again by the auditor; null where there are no predictions. */
  scores: z.object({ accuracy: z.number(), uar: z.number(), macro_f1: z.number() }).nullable(),
  /** Where what is stored contradicts itself; empty in every sound run. */
  contradictions: z.array(z.string()),
});
export type RunCertificate = z.infer<typeof RunCertificateSchema>;

/** What a certificate lets be said of its run: data that contradict themselves prove nothing, whatever the checks found. */
export function certifiedStatus({ certificate, contradictions }: RunCertificate): CertificateVerdict {
  return contradictions.length > 0 && certificate.verdict === 'CLEAN' ? 'UNPROVEN' : certificate.verdict;
}
