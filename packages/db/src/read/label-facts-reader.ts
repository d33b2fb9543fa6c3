import type { Queryable } from './queryable.js';

/** How many different values the clips of a dataset version have; null labels do not count. */
export interface LabelFactsRow {
  readonly clipCount: number;
  readonly speakers: number;
  readonly genders: number;
  readonly emotions: number;
  readonly statements: number;
}

/** Seconds a row and epoch of finished runs of one architecture, and how many runs that rests on. */
export interface TrainingRateRow {
  readonly preset: string;
  readonly width: number;
  readonly secondsPerRow: number;
  readonly runCount: number;
}

/** Seconds a row and epoch of an architecture, and how many runs that rests on. */
export interface ArchitectureRateRow {
  readonly architectureId: string;
  readonly secondsPerRow: number;
  readonly runCount: number;
}

/** What decides whether something can be launched on a dataset version, and how long it will take. */
export class LabelFactsReader {
  constructor(private readonly sql: Queryable) {}

  async ofVersion(versionId: string): Promise<LabelFactsRow> {
    const { rows } = await this.sql.query<LabelFactsRow>({
      name: 'labelFacts',
      text: `/* labelFacts */ SELECT count(*)::int AS "clipCount", count(DISTINCT c.speaker)::int AS speakers,
          count(DISTINCT c.gender)::int AS genders, count(DISTINCT c.emotion)::int AS emotions,
          count(DISTINCT c.statement)::int AS statements
        FROM clip c WHERE c.dataset_version_id = $1::uuid`,
      values: [versionId],
    });
    return rows[0] ?? { clipCount: 0, speakers: 0, genders: 0, emotions: 0, statements: 0 };
  }

  /** Medians over the last twenty finished runs of each architecture; those without any are left out. */
  async ratesOf(architectureIds: readonly string[]): Promise<ArchitectureRateRow[]> {
    const { rows } = await this.sql.query<ArchitectureRateRow>({
      name: 'ratesOfArchitectures',
      text: `/* ratesOfArchitectures */ SELECT wanted.id AS "architectureId", count(*)::int AS "runCount",
          percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds / (epochs * train_rows)) AS "secondsPerRow"
        FROM unnest($1::uuid[]) AS wanted(id) CROSS JOIN LATERAL (
          SELECT r.epochs_done AS epochs, extract(epoch FROM r.finished_at - r.started_at)::float8 AS seconds,
            jsonb_array_length(s.folds -> r.fold_index -> 'train') AS train_rows
          FROM experiment e JOIN run r ON r.experiment_id = e.id JOIN split_plan s ON s.id = r.split_plan_id
          WHERE e.architecture_id = wanted.id AND r.status = 'FINISHED' AND r.epochs_done > 0 AND r.started_at IS NOT NULL
          ORDER BY r.finished_at DESC LIMIT 20) lately
        WHERE train_rows > 0 AND seconds > 0 GROUP BY wanted.id`,
      values: [architectureIds],
    });
    return rows;
  }

  /** Medians over the last twenty finished runs of each preset and width, on whatever machines trained them. */
  async trainingRates(): Promise<TrainingRateRow[]> {
    const { rows } = await this.sql.query<TrainingRateRow>(
      `/* trainingRates */ SELECT preset, width, count(*)::int AS "runCount",
         percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds / (epochs * train_rows)) AS "secondsPerRow"
       FROM (
         SELECT a.spec ->> 'preset' AS preset, coalesce((a.spec ->> 'width')::float8, 1) AS width, r.epochs_done AS epochs,
           extract(epoch FROM r.finished_at - r.started_at)::float8 AS seconds,
           jsonb_array_length(s.folds -> r.fold_index -> 'train') AS train_rows,
           row_number() OVER (PARTITION BY a.spec ->> 'preset', a.spec ->> 'width' ORDER BY r.finished_at DESC) AS newest
         FROM architecture a JOIN experiment e ON e.architecture_id = a.id JOIN run r ON r.experiment_id = e.id
         JOIN split_plan s ON s.id = r.split_plan_id
         WHERE a.spec ->> 'kind' = 'preset' AND r.status = 'FINISHED' AND r.epochs_done > 0 AND r.started_at IS NOT NULL
       ) lately
       WHERE newest <= 20 AND train_rows > 0 AND seconds > 0 GROUP BY preset, width`,
    );
    return rows;
  }
}
