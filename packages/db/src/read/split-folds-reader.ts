import type { Task } from '@voxboard/domain';
import type { Queryable } from './queryable.js';

/** A split with its row lists. */
export interface SplitFoldsRow {
  readonly id: string;
  readonly datasetVersionId: string;
  readonly task: Task;
  readonly protocolName: string;
  readonly seed: number;
  readonly splitHash: string;
  /** As stored: to be read with `parseFolds`. */
  readonly folds: unknown;
}

/** What a clip is, in order of position. */
export interface ClipFactRow {
  readonly speaker: string;
  readonly gender: string | null;
  readonly emotion: string | null;
  readonly intensity: string | null;
  readonly statement: string | null;
  readonly repetition: number | null;
}

const COLUMNS = `s.id, s.dataset_version_id AS "datasetVersionId", s.task, s.protocol_name AS "protocolName", s.seed,
  s.split_hash AS "splitHash", s.folds`;

export class SplitFoldsReader {
  constructor(private readonly sql: Queryable) {}

  async byIds(ids: readonly string[]): Promise<SplitFoldsRow[]> {
    const { rows } = await this.sql.query<SplitFoldsRow>({
      text: `/* splitFolds */ SELECT ${COLUMNS} FROM split_plan s WHERE s.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return rows;
  }

  async ofExperiment(experimentId: string): Promise<SplitFoldsRow[]> {
    const { rows } = await this.sql.query<SplitFoldsRow>({
      text: `/* splitFoldsOfExperiment */ SELECT ${COLUMNS} FROM split_plan s
        WHERE s.id IN (SELECT r.split_plan_id FROM run r WHERE r.experiment_id = $1) ORDER BY s.created_at, s.id`,
      values: [experimentId],
    });
    return rows;
  }

  async clips(datasetVersionId: string): Promise<ClipFactRow[]> {
    const { rows } = await this.sql.query<ClipFactRow>({
      text: `/* clipFacts */ SELECT speaker, gender, emotion, intensity, statement, repetition FROM clip
        WHERE dataset_version_id = $1 ORDER BY position`,
      values: [datasetVersionId],
    });
    return rows;
  }
}
