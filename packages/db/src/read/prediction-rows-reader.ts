import type { Split } from '@voxboard/domain';
import { groupedBy, type Queryable } from './queryable.js';

/** All predictions of a run on one part of the data, in columns, in order of clip and augmentation. */
export interface PredictionColumns {
  readonly runId: string;
  /** Class names by index, as the run's confusion matrix has them. */
  readonly labels: readonly string[];
  /** Row-major confusion counts as stored. */
  readonly counts: readonly number[];
  /** The version whose clips the positions are of; null for runs of outside scripts. */
  readonly datasetVersionId: string | null;
  readonly clips: readonly number[];
  readonly augmentations: readonly number[];
  readonly actual: readonly number[];
  readonly predicted: readonly number[];
  readonly probabilities: readonly (readonly number[])[];
  readonly speakers: readonly string[];
}

type Row = Omit<PredictionColumns, 'probabilities'> & {
  readonly ownerId: string;
  /** Probabilities of all rows one after the other. */
  readonly flat: readonly number[];
};

export class PredictionRowsReader {
  constructor(private readonly sql: Queryable) {}

  /** Of each run, whatever its status; nothing for a run without a matrix of that part. */
  async ofRuns(runIds: readonly string[], split: Split): Promise<PredictionColumns[][]> {
    return this.#read('r.id', 'true', runIds, split);
  }

  /** Of the finished runs of each experiment, in order of creation. */
  async ofExperiments(experimentIds: readonly string[], split: Split): Promise<PredictionColumns[][]> {
    return this.#read('r.experiment_id', "r.status = 'FINISHED' AND r.deleted_at IS NULL", experimentIds, split);
  }

  async #read(owner: string, condition: string, ids: readonly string[], split: Split): Promise<PredictionColumns[][]> {
    const { rows } = await this.sql.query<Row>({
      text: `/* predictionColumns */ SELECT ${owner} AS "ownerId", r.id AS "runId", m.labels, m.counts,
          s.dataset_version_id AS "datasetVersionId", p.*
        FROM run r JOIN confusion_matrix m ON m.run_id = r.id AND m.split = $2::split
        LEFT JOIN split_plan s ON s.id = r.split_plan_id
        CROSS JOIN LATERAL (
          SELECT coalesce(array_agg(p.clip_position ORDER BY p.clip_position, p.augmentation), '{}') AS clips,
            coalesce(array_agg(p.augmentation ORDER BY p.clip_position, p.augmentation), '{}') AS augmentations,
            coalesce(array_agg(p.actual ORDER BY p.clip_position, p.augmentation), '{}') AS actual,
            coalesce(array_agg(p.predicted ORDER BY p.clip_position, p.augmentation), '{}') AS predicted,
            coalesce(array_agg(coalesce(c.speaker, '') ORDER BY p.clip_position, p.augmentation), '{}') AS speakers,
            (SELECT coalesce(array_agg(u.value ORDER BY q.clip_position, q.augmentation, u.place), '{}')
             FROM prediction q CROSS JOIN LATERAL unnest(q.probabilities) WITH ORDINALITY AS u (value, place)
             WHERE q.run_id = r.id AND q.split = $2::split) AS flat
          FROM prediction p
          LEFT JOIN clip c ON c.dataset_version_id = s.dataset_version_id AND c.position = p.clip_position
          WHERE p.run_id = r.id AND p.split = $2::split) p
        WHERE ${owner} = ANY ($1::uuid[]) AND ${condition} ORDER BY r.created_at, r.id`,
      values: [ids, split],
    });
    const groups = groupedBy(ids, rows, (row) => row.ownerId);
    return groups.map((group) => group.map(toColumns));
  }
}

function toColumns({ ownerId: _, flat, ...columns }: Row): PredictionColumns {
  const width = columns.clips.length === 0 ? 0 : flat.length / columns.clips.length;
  const probabilities = columns.clips.map((_clip, i) => flat.slice(i * width, (i + 1) * width));
  return { ...columns, probabilities };
}
