import {
  AuditRecordReader,
  CertificateRepository,
  type CertificateRow,
  type Database,
  hashOf,
  NoEvidenceError,
} from '@voxboard/db';
import { type AuditStatus, AuditStatusSchema, NotReadyError } from '@voxboard/domain';
import { certifyRun, mergeCertificates } from '@voxboard/evaluation';
import type { Readers } from '../../readers.js';
import { requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import type { AuditRecord, Certificate } from './certificate.type.js';
import { sha256 } from './sha256.js';
import { type CertificateFacts, factsOfRun, readCertificate, toCertificate } from './to-certificate.js';

export class CertificateService {
  constructor(
    private readonly db: Database,
    private readonly readers: Readers,
  ) {}

  async ofRuns(runIds: readonly string[]): Promise<(Certificate | null)[]> {
    const rows = await this.readers.certificate.ofRuns(runIds);
    return rows.map((row) => shown(row && factsOfRun(row)));
  }

  /** Of each experiment's finished runs together; null where none of them could be audited. */
  async ofExperiments(ids: readonly string[]): Promise<(Certificate | null)[]> {
    const [rows, uncertified] = await Promise.all([
      this.readers.certificate.ofExperiments(ids),
      this.readers.certificate.uncertifiedCounts(ids),
    ]);
    return ids.map((_, i) => shown(mergedFacts(rows[i] ?? [], uncertified[i] ?? 0)));
  }

  /** What boards go by. Experiments without a finished run are left out. */
  async facts(ids: readonly string[]): Promise<ReadonlyMap<string, { verdict: AuditStatus; isTransductive: boolean }>> {
    const rows = await this.readers.certificate.summaries(ids);
    return new Map(
      rows.map(({ experimentId, verdicts, uncertified, isTransductive }) => {
        // A word that is none was written by hand: it proves nothing.
        const statuses = verdicts.map((verdict) => AuditStatusSchema.catch('UNVERIFIED').parse(verdict));
        const verdict = worstStatus(uncertified > 0 ? [...statuses, 'UNVERIFIED'] : statuses);
        return [experimentId, { verdict, isTransductive }];
      }),
    );
  }

  /** @throws NotFoundError · NotReadyError when it has not finished · NoEvidenceError */
  async record(id: string): Promise<AuditRecord> {
    const runId = requireUuid('Run', id);
    const [row] = await this.readers.run.byIds([runId]);
    const run = required(row, 'Run', runId);
    if (run.status !== 'FINISHED') {
      throw new NotReadyError(
        `Run ${runId} is ${run.status}: only finished runs are audited. Wait until it has ended well.`,
      );
    }
    const [stored] = await this.readers.certificate.ofRuns([runId]);
    return {
      runId,
      parts: (await new AuditRecordReader(this.db.sql).read(runId)).map((part) => ({ ...part })),
      document: stored?.document ?? null,
      hash: stored?.hash ?? null,
      verdict: stored?.verdict ?? null,
      labels: [...(stored?.labels ?? [])],
      issuedAt: stored?.issuedAt ?? null,
    };
  }

  /** Audits a finished run from what is stored of it; nothing happens where nobody stated how it was made. */
  async issue(runId: string): Promise<void> {
    try {
      const parts = await new AuditRecordReader(this.db.sql).read(runId);
      await new CertificateRepository(this.db).save(certifyRun(parts, sha256));
    } catch (error) {
      if (!(error instanceof NoEvidenceError)) throw error;
    }
  }
}

function shown(facts: CertificateFacts | null): Certificate | null {
  return facts && toCertificate(facts);
}

/** As good as the worst run; a finished run that could not be audited leaves the whole unverified. */
function mergedFacts(rows: readonly CertificateRow[], uncertified: number): CertificateFacts | null {
  const documents = rows.flatMap((row) => readCertificate(row) ?? []);
  const runs = rows.flatMap((row) => factsOfRun(row) ?? []);
  const [first] = documents;
  // An outside experiment may hold runs of several protocols: they have no certificate in common.
  const isOfOneKind = documents.every(
    ({ certificate }) =>
      certificate.task === first?.certificate.task && certificate.protocol === first.certificate.protocol,
  );
  if (first === undefined || !isOfOneKind) return null;
  const missing = uncertified + rows.length - documents.length;
  return {
    status: worstStatus([...runs.map(({ status }) => status), ...(missing > 0 ? ['UNVERIFIED' as const] : [])]),
    certificate: mergeCertificates(documents.map(({ certificate }) => certificate)),
    contradictions: documents.flatMap(({ contradictions }) => contradictions),
    parts: [],
    hash: hashOf(runs.map(({ hash }) => hash).sort()),
    issuedAt: new Date(Math.max(...runs.map(({ issuedAt }) => issuedAt.getTime()))),
    uncertifiedRunCount: missing,
  };
}

function worstStatus(statuses: readonly AuditStatus[]): AuditStatus {
  const worstFirst = ['LEAKY', 'UNVERIFIED', 'UNPROVEN', 'CLEAN'] as const;
  return worstFirst.find((status) => statuses.includes(status)) ?? 'UNVERIFIED';
}
