import { z } from 'zod';
import { ProtocolNameSchema } from './protocol.js';
import { TaskSchema } from './task.js';

/** Every way in which a run can fool its reader that the leak audit looks for; the order is the order of print. */
export const AUDIT_CHECKS = [
  'same-clip',
  'augmented-twin',
  'same-content',
  'near-duplicate',
  'shared-speaker',
  'shared-statement',
  'validation-overlap',
  'scaler-scope',
  'selection-on-test',
  'label-source',
  'transductive',
  'class-absent',
  'single-gender',
] as const;
export const AuditCheckSchema = z.enum(AUDIT_CHECKS);
export type AuditCheckName = z.infer<typeof AuditCheckSchema>;

/**
 * What a failed check means. `LEAK`: the test part helped to make the model, its score says too much. `LABEL`: allowed,
 * but the score must carry the label. `CAVEAT`: the fold's own score does not speak for everybody.
 */
export const AuditSeveritySchema = z.enum(['LEAK', 'LABEL', 'CAVEAT']);
export type AuditSeverity = z.infer<typeof AuditSeveritySchema>;

/** `UNKNOWN`: the evidence that would decide was not recorded. */
export const AuditVerdictSchema = z.enum(['PASS', 'FAIL', 'NOT_APPLICABLE', 'UNKNOWN']);
export type AuditVerdict = z.infer<typeof AuditVerdictSchema>;

export const AuditCheckResultSchema = z.object({
  check: AuditCheckSchema,
  severity: AuditSeveritySchema,
  verdict: AuditVerdictSchema,
  /** One sentence: what was found. */
  finding: z.string(),
  /** What to do about a FAIL or UNKNOWN; null otherwise. */
  remedy: z.string().nullable(),
  /** How much was looked at and how much was found, by name. */
  counts: z.record(z.string(), z.number()),
  /** A few of the things found, for people. */
  examples: z.array(z.string()),
});
export type AuditCheckResult = z.infer<typeof AuditCheckResultSchema>;

/** `LEAKY`: a LEAK check failed. `UNPROVEN`: none failed, but evidence is missing. `CLEAN`: all passed. */
export const CertificateVerdictSchema = z.enum(['CLEAN', 'LEAKY', 'UNPROVEN']);
export type CertificateVerdict = z.infer<typeof CertificateVerdictSchema>;

/** The leak audit's statement about one run, or about all runs of an experiment. Survives JSON. */
export const CertificateSchema = z.object({
  version: z.literal(1),
  task: TaskSchema,
  protocol: ProtocolNameSchema,
  verdict: CertificateVerdictSchema,
  /** What must be printed beside the score, for example `TRANSDUCTIVE`. */
  labels: z.array(z.string()),
  /** Runs this certificate speaks of. */
  runCount: z.number().int().min(1),
  checks: z.array(AuditCheckResultSchema),
});
export type Certificate = z.infer<typeof CertificateSchema>;
