import { createHash } from 'node:crypto';
import {
  type AuditPartText,
  auditPartTexts,
  DomainError,
  NotFoundError,
  type RecordedMeasurement,
  recordedMeasurement,
} from '@voxboard/domain';
import type { Queryable } from './queryable.js';

/** A part of what a certificate is made from, as stored now. */
export interface AuditRecordPart extends AuditPartText {
  /** Of the text. */
  readonly sha256: string;
}

/** Thrown when nobody stated how a run was made: there is nothing to audit. */
export class NoEvidenceError extends DomainError {
  readonly code = 'NO_EVIDENCE';
  constructor(readonly runId: string) {
    super(
      `Run ${runId} is UNVERIFIED: nobody stated which rows it was trained, validated and tested on. ` +
        'Voxboard states it when a run it trains ends; for runs of your own scripts upload it with uploadRunEvidence.',
    );
  }
}

interface SubjectRow {
  readonly source: string;
  readonly experimentId: string;
  readonly experimentTask: string | null;
  readonly protocolHash: string | null;
  readonly foldIndex: number | null;
  readonly seed: number | null;
  readonly task: string | null;
  readonly protocol: string | null;
  readonly labels: string[] | null;
  readonly evidence: unknown;
  readonly ownClips: unknown;
  readonly versionId: string | null;
  readonly datasetHash: string | null;
  readonly splitPlanId: string | null;
}

interface MetricRow {
  readonly key: string;
  readonly count: number;
  readonly lastStep: number | null;
  readonly point: number | null;
  readonly last: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** Reads what certificates are made from: nothing is cached, nothing is left out, nothing is trusted. */
export class AuditRecordReader {
  constructor(private readonly sql: Queryable) {}

  /** @throws NotFoundError, NoEvidenceError */
  async read(runId: string): Promise<AuditRecordPart[]> {
    const subject = await this.#subject(runId);
    if (subject.task === null) throw new NoEvidenceError(runId);
    const { source, experimentId, experimentTask, protocolHash, task, protocol, labels } = subject;
    const { foldIndex, seed, datasetHash, versionId } = subject;
    const texts = auditPartTexts({
      subject: {
        version: 1,
        runId,
        source,
        task,
        protocol,
        labels,
        experiment: { id: experimentId, task: experimentTask, protocolHash },
        foldIndex,
        seed,
        datasetHash,
      },
      clips: versionId === null ? subject.ownClips : await this.#clips(versionId),
      split: await this.#split(subject.splitPlanId),
      evidence: subject.evidence,
      'near-duplicates': await this.#nearDuplicates(versionId),
      predictions: await this.#predictions(runId),
      scores: { matrices: await this.#matrices(runId), metrics: await this.#metrics(runId) },
    });
    return texts.map(({ part, text }) => ({ part, text, sha256: createHash('sha256').update(text).digest('hex') }));
  }

  async #subject(runId: string): Promise<SubjectRow> {
    const { rows } = await this.sql.query<SubjectRow>(
      `/* auditSubject */ SELECT r.source, r.experiment_id AS "experimentId", e.task AS "experimentTask",
         e.protocol_hash AS "protocolHash", r.fold_index AS "foldIndex", r.seed, v.task, v.protocol_name AS protocol,
         v.labels, v.evidence, v.clips AS "ownClips", v.dataset_version_id AS "versionId",
         d.content_hash AS "datasetHash", r.split_plan_id AS "splitPlanId"
       FROM run r JOIN experiment e ON e.id = r.experiment_id
       LEFT JOIN run_evidence v ON v.run_id = r.id LEFT JOIN dataset_version d ON d.id = v.dataset_version_id
       WHERE r.id = $1`,
      [runId],
    );
    const [row] = rows;
    if (!row) throw new NotFoundError('Run', runId);
    return row;
  }

  async #clips(versionId: string): Promise<unknown[]> {
    const { rows } = await this.sql.query<{ clip: unknown }>(
      `/* auditClips */ SELECT jsonb_build_object('path', path, 'sha256', sha256, 'speaker', speaker, 'gender', gender,
         'emotion', emotion, 'intensity', intensity, 'statement', statement, 'repetition', repetition) AS clip
       FROM clip WHERE dataset_version_id = $1 ORDER BY position`,
      [versionId],
    );
    return rows.map(({ clip }) => clip);
  }

  async #split(splitPlanId: string | null): Promise<unknown> {
    if (splitPlanId === null) return null;
    const { rows } = await this.sql.query<{ plan: unknown }>(
      `/* auditSplit */ SELECT jsonb_build_object('splitHash', split_hash, 'protocolHash', protocol_hash, 'seed', seed,
         'folds', folds) AS plan FROM split_plan WHERE id = $1`,
      [splitPlanId],
    );
    return rows[0]?.plan ?? null;
  }

  async #nearDuplicates(versionId: string | null): Promise<unknown> {
    if (versionId === null) return null;
    const { rows } = await this.sql.query<{ scan: unknown }>(
      `/* auditNearDuplicates */ SELECT jsonb_build_object('fingerprintVersion', version, 'pairs', pairs,
         'unheard', to_jsonb(unheard)) AS scan
       FROM near_duplicate_scan WHERE dataset_version_id = $1 ORDER BY version DESC LIMIT 1`,
      [versionId],
    );
    return rows[0]?.scan ?? null;
  }

  async #predictions(runId: string): Promise<unknown[]> {
    const { rows } = await this.sql.query<{ row: [string, number, number, number, number]; p: number[] }>(
      `/* auditPredictions */ SELECT jsonb_build_array(split, clip_position, augmentation, actual, predicted) AS row,
         probabilities AS p
       FROM prediction WHERE run_id = $1 ORDER BY split, clip_position, augmentation`,
      [runId],
    );
    return rows.map(({ row, p }) => [...row, p.map(recordedMeasurement)]);
  }

  async #matrices(runId: string): Promise<unknown[]> {
    const { rows } = await this.sql.query<{ matrix: unknown }>(
      `/* auditMatrices */ SELECT jsonb_build_object('split', split, 'labels', to_jsonb(labels),
         'counts', to_jsonb(counts), 'classes', classes) AS matrix
       FROM confusion_matrix WHERE run_id = $1 ORDER BY split`,
      [runId],
    );
    return rows.map(({ matrix }) => matrix);
  }

  /** What boards sort by is `final_*`, which a run gets when it ends, equal to the value before. */
  async #metrics(runId: string): Promise<Record<string, RecordedMeasurement | string>[]> {
    const { rows } = await this.sql.query<MetricRow>(
      `/* auditMetrics */ SELECT m.key, m.count, m.last_step AS "lastStep", p.value AS point,
         coalesce(m.final_last, m.last_value) AS last, coalesce(m.final_min, m.min_value) AS min,
         coalesce(m.final_max, m.max_value) AS max
       FROM metric_summary m
       LEFT JOIN LATERAL (SELECT value FROM metric_point p WHERE p.series_id = m.series_id AND p.step = m.last_step) p ON true
       WHERE m.run_id = $1 AND m.split = 'TEST' AND m.count > 0 ORDER BY m.key COLLATE "C"`,
      [runId],
    );
    return rows.map(({ key, count, lastStep, point, last, min, max }) => ({
      key,
      count,
      lastStep,
      point: recordedMeasurement(point),
      last: recordedMeasurement(last),
      min: recordedMeasurement(min),
      max: recordedMeasurement(max),
    }));
  }
}
