import { createHash } from 'node:crypto';
import { AuditRecordReader, CertificateRepository } from '@voxboard/db';
import { DomainError, type RunCertificate } from '@voxboard/domain';
import { certifyRun } from '@voxboard/evaluation';
import { TrainingCanceledError } from '@voxboard/trainer';
import type { JobContext } from '../jobs/job-context.js';
import { ensureNearDuplicateScan } from './near-duplicate-scan.js';

export interface AuditedRun {
  readonly runId: string;
  readonly datasetVersionId: string;
}

/**
 * Audits a run that was just trained, from what is stored of it, and stores the certificate. A run that cannot be
 * audited stays unverified and its log says why: the training was done and is not lost for it.
 * @throws TrainingCanceledError when aborted
 */
export async function auditTrainedRun(
  context: Pick<JobContext, 'db' | 'blobs'>,
  { runId, datasetVersionId }: AuditedRun,
  log: (line: string) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await ensureNearDuplicateScan(context, datasetVersionId, signal, log);
    const document = certifyRun(await new AuditRecordReader(context.db.sql).read(runId), sha256);
    const hash = await new CertificateRepository(context.db).save(document);
    await log(describeAudit(document, hash));
  } catch (error) {
    if (signal.aborted) throw new TrainingCanceledError();
    if (!(error instanceof DomainError)) throw error;
    await log(`The leak audit could not be made: ${error.message}`);
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function describeAudit({ certificate, contradictions }: RunCertificate, hash: string): string {
  const failed = certificate.checks.filter(({ verdict }) => verdict === 'FAIL').map(({ check }) => check);
  const names = failed.length === 0 ? '' : ` (${failed.join(', ')})`;
  const odd = contradictions.length === 0 ? '' : ` What is stored contradicts itself: ${contradictions.join(' ')}`;
  return `Leak audit: ${certificate.verdict}${names}. Certificate ${hash.slice(0, 12)}.${odd}`;
}
