import {
  type ClassScores,
  type ConfusionMatrix,
  type EvaluationReport,
  NotFoundError,
  type Split,
} from '@voxboard/domain';
import type { Database } from '../database.js';
import type { Artifact } from '../generated/client.js';
import { newId } from '../new-id.js';
import { notifyChange } from '../queue/notify-change.js';
import { toJsonColumn } from './json.js';

export interface NewArtifact {
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
}

export interface NewLogLine {
  readonly line: string;
  readonly loggedAt: Date;
}

/** What runs leave behind besides metrics. Saving the same thing again replaces it. */
export class RunResultRepository {
  constructor(private readonly db: Database) {}

  /** Confusion matrix, per-class scores and predictions of one split, replacing those of an earlier attempt. */
  async saveEvaluation(runId: string, report: EvaluationReport): Promise<void> {
    const { split, predictions } = report;
    await this.db.transaction(async (tx) => {
      await saveMatrix(tx, runId, split, report.confusion, report.classes);
      await tx.prisma.prediction.deleteMany({ where: { runId, split } });
      await tx.sql.query(
        `/* savePredictions */ INSERT INTO prediction (run_id, split, clip_position, augmentation, actual, predicted, probabilities)
         SELECT $1, $2::split, p.clip, p.augmentation, p.actual, p.predicted,
           ARRAY(SELECT jsonb_array_elements_text(p.probabilities)::float4)
         FROM jsonb_to_recordset($3::jsonb) AS p(clip int, augmentation int, actual int, predicted int, probabilities jsonb)`,
        [runId, split, JSON.stringify(predictions, keepNonFinite)],
      );
    });
  }

  async saveConfusionMatrix(
    runId: string,
    split: Split,
    matrix: ConfusionMatrix,
    classes: readonly ClassScores[],
  ): Promise<void> {
    await this.db.transaction((tx) => saveMatrix(tx, runId, split, matrix, classes));
  }

  async saveArtifact(runId: string, artifact: NewArtifact): Promise<Artifact> {
    const { path, ...content } = artifact;
    return this.db.prisma.artifact.upsert({
      where: { runId_path: { runId, path } },
      update: content,
      create: { id: newId(), runId, ...artifact },
    });
  }

  /** Appends lines, numbered on within the run, and announces them. @throws NotFoundError */
  async appendLog(runId: string, lines: readonly NewLogLine[]): Promise<void> {
    if (lines.length === 0) return;
    await this.db.transaction(async (tx) => {
      const { rows } = await tx.sql.query<{ projectId: string }>(
        '/* lockRunLog */ SELECT project_id AS "projectId" FROM run WHERE id = $1 FOR NO KEY UPDATE',
        [runId],
      );
      const [run] = rows;
      if (!run) throw new NotFoundError('Run', runId);
      // Asked after the lock was granted: within one statement it would be counted before.
      const newest = await tx.prisma.runLogLine.aggregate({ where: { runId }, _max: { number: true } });
      const last = newest._max.number ?? 0;
      await tx.prisma.runLogLine.createMany({
        data: lines.map(({ line, loggedAt }, index) => ({ runId, number: last + 1 + index, line, loggedAt })),
      });
      await notifyChange(tx, { kind: 'run-log', projectId: run.projectId, runId });
    });
  }
}

/** JSON has no NaN; Postgres reads it from text. */
function keepNonFinite(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

async function saveMatrix(
  tx: Database,
  runId: string,
  split: Split,
  { labels, counts }: ConfusionMatrix,
  classes: readonly ClassScores[],
): Promise<void> {
  const columns = {
    labels: [...labels],
    counts: counts.flat(),
    classes: classes.map((scores) => toJsonColumn(scores)),
  };
  await tx.prisma.confusionMatrix.upsert({
    where: { runId_split: { runId, split } },
    update: columns,
    create: { runId, split, ...columns },
  });
}
