import { type ClassScores, type ConfusionMatrix, InvalidInputError, NotFoundError, type Split } from '@voxboard/domain';
import type { Database } from '../database.js';
import { RunResultRepository } from './run-result.repository.js';

/** Columns of equal length; classes by their place among the labels. */
export interface LoggedPredictions {
  /** Place of the clip in the list that the run was evaluated on. */
  readonly clips: readonly number[];
  readonly actual: readonly number[];
  readonly predicted: readonly number[];
  /** One list a clip, empty where there are none. */
  readonly probabilities: readonly (readonly number[])[];
}

/** Predictions that scripts log, batch by batch. */
export class PredictionLogRepository {
  constructor(private readonly db: Database) {}

  /**
   * Adds predictions, replacing those of the same clips, and makes the confusion matrix of all. Returns how many there
   * are of the split.
   * @param score scores of each class of a matrix
   * @throws NotFoundError · InvalidInputError when earlier results of the split have other labels
   */
  async add(
    runId: string,
    split: Split,
    labels: readonly string[],
    rows: LoggedPredictions,
    score: (matrix: ConfusionMatrix) => readonly ClassScores[],
  ): Promise<number> {
    return this.db.transaction(async (tx) => {
      const { rowCount } = await tx.sql.query('/* lockPredictions */ SELECT FROM run WHERE id = $1 FOR NO KEY UPDATE', [
        runId,
      ]);
      if (rowCount === 0) throw new NotFoundError('Run', runId);
      const stored = await tx.prisma.confusionMatrix.findUnique({ where: { runId_split: { runId, split } } });
      if (stored && JSON.stringify(stored.labels) !== JSON.stringify(labels)) {
        throw new InvalidInputError(
          `The run's results of ${split} have the labels ${stored.labels.join(', ')}. Give the same, in the same order.`,
          { path: ['labels'] },
        );
      }
      await tx.sql.query(
        `/* logPredictions */ INSERT INTO prediction (run_id, split, clip_position, augmentation, actual, predicted, probabilities)
         SELECT DISTINCT ON (p.clip) $1::uuid, $2::split, p.clip, 0, p.actual, p.predicted,
           ARRAY(SELECT jsonb_array_elements_text($6::jsonb -> (p.at::int - 1))::float4)
         FROM unnest($3::int[], $4::int[], $5::int[]) WITH ORDINALITY AS p (clip, actual, predicted, at)
         ORDER BY p.clip, p.at DESC
         ON CONFLICT (run_id, split, clip_position, augmentation) DO UPDATE
           SET actual = excluded.actual, predicted = excluded.predicted, probabilities = excluded.probabilities`,
        [runId, split, rows.clips, rows.actual, rows.predicted, JSON.stringify(rows.probabilities)],
      );
      const { rows: cells } = await tx.sql.query<{ actual: number; predicted: number; count: number }>(
        `/* countPredictions */ SELECT actual, predicted, count(*)::int AS count FROM prediction
         WHERE run_id = $1 AND split = $2::split AND augmentation = 0 GROUP BY actual, predicted`,
        [runId, split],
      );
      const counts = labels.map(() => labels.map(() => 0));
      for (const { actual, predicted, count } of cells) {
        const row = counts[actual];
        if (row) row[predicted] = count;
      }
      const matrix = { labels: [...labels], counts };
      await new RunResultRepository(tx).saveConfusionMatrix(runId, split, matrix, score(matrix));
      return cells.reduce((sum, { count }) => sum + count, 0);
    });
  }
}
