import type { Task } from '@voxboard/domain';
import {
  cursorCondition,
  type KeysetOrder,
  orderAndLimit,
  type Page,
  type PageArguments,
  pageRequest,
  toKeysetPage,
} from './keyset-page.js';
import { type Queryable, StatementValues } from './queryable.js';

/** What experiments must share to be ranked together. */
export interface BoardKeyParts {
  readonly projectId: string;
  readonly task: Task;
  readonly datasetVersionId: string;
  readonly protocolHash: string;
}

/** A stored entry without its scores. */
export interface BoardEntryRow {
  readonly experimentId: string;
  readonly labels: readonly string[];
  readonly speakers: readonly string[];
  readonly speakerCounts: readonly number[];
  readonly testedHash: string;
  readonly clipCount: number;
  readonly perRunUar: readonly (number | null)[];
  readonly runsPooled: number;
  readonly runsPlanned: number;
  readonly parameterCount: number | null;
  readonly trainSeconds: number | null;
  readonly backends: readonly string[];
  readonly lastFinishedAt: Date;
}

export interface BoardScoreRow {
  readonly experimentId: string;
  readonly key: string;
  readonly value: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly influence: readonly number[];
}

/** An entry on its way to a rank: nothing that ranking does not need. */
export interface RankableRow {
  readonly experimentId: string;
  readonly speakers: readonly string[];
  readonly testedHash: string;
  readonly runsPooled: number;
  readonly runsPlanned: number;
  readonly lastFinishedAt: Date;
  /** Name of the preset, where the architecture is one. */
  readonly preset: string | null;
  readonly hasShuffledLabels: boolean;
  readonly value: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly influence: readonly number[];
}

export interface BoardPlaceRow {
  readonly experimentId: string;
  readonly list: number;
  readonly sortScore: number;
  readonly rank: number | null;
  readonly rankLow: number | null;
  readonly rankHigh: number | null;
  readonly tieGroup: number | null;
}

export interface BoardRankingRow {
  readonly isStale: boolean;
  readonly rankedAt: Date;
}

/** An experiment whose stored entry is out of date. */
export interface BoardChangeRow {
  readonly experimentId: string;
  readonly version: string;
}

const ENTRY = `SELECT b.experiment_id AS "experimentId", b.labels, b.speakers, b.speaker_counts AS "speakerCounts",
  b.tested_hash AS "testedHash", b.clip_count AS "clipCount", b.per_run_uar AS "perRunUar", b.runs_pooled AS "runsPooled",
  b.runs_planned AS "runsPlanned", b.parameter_count AS "parameterCount", b.train_seconds AS "trainSeconds", b.backends,
  b.last_finished_at AS "lastFinishedAt" FROM board_entry b`;

const PLACE = `SELECT p.experiment_id AS "experimentId", p.list, p.sort_score AS "sortScore", p.rank,
  p.rank_low AS "rankLow", p.rank_high AS "rankHigh", p.tie_group AS "tieGroup" FROM board_place p`;

const PLACE_ORDER: KeysetOrder<BoardPlaceRow> = {
  name: 'board',
  direction: 'ASC',
  columns: [
    { sql: 'p.list', type: 'int4' },
    { sql: 'p.sort_score', type: 'float8' },
    { sql: 'p.experiment_id', type: 'uuid' },
  ],
  valuesOf: (row) => [row.list, row.sortScore, row.experimentId],
};

/** Stored boards: entries, scores, rankings and what of them is out of date. */
export class BoardReader {
  constructor(private readonly sql: Queryable) {}

  /** null for a board of which no entry was stored yet. */
  async idOf({ projectId, task, datasetVersionId, protocolHash }: BoardKeyParts): Promise<string | null> {
    const { rows } = await this.sql.query<{ id: string }>({
      name: 'boardId',
      text: `/* boardId */ SELECT id FROM board WHERE project_id = $1::uuid AND task = $2::task
        AND dataset_version_id = $3::uuid AND protocol_hash = $4`,
      values: [projectId, task, datasetVersionId, protocolHash],
    });
    return rows[0]?.id ?? null;
  }

  /** Of one board, or of all. Few at any time: they are taken off as they are dealt with. */
  async changes(key: BoardKeyParts): Promise<BoardChangeRow[]> {
    const { rows } = await this.sql.query<BoardChangeRow>({
      name: 'boardChanges',
      text: `/* boardChanges */ SELECT c.experiment_id AS "experimentId", c.version::text AS version
        FROM board_change c JOIN experiment e ON e.id = c.experiment_id JOIN feature_set f ON f.id = e.feature_set_id
        WHERE e.project_id = $1::uuid AND e.task = $2::task AND f.dataset_version_id = $3::uuid AND e.protocol_hash = $4`,
      values: [key.projectId, key.task, key.datasetVersionId, key.protocolHash],
    });
    return rows;
  }

  /** The boards that have something to catch up with. */
  async changedBoards(): Promise<BoardKeyParts[]> {
    const { rows } = await this.sql.query<BoardKeyParts>(
      `/* changedBoards */ SELECT DISTINCT e.project_id AS "projectId", e.task, f.dataset_version_id AS "datasetVersionId",
         e.protocol_hash AS "protocolHash"
       FROM board_change c JOIN experiment e ON e.id = c.experiment_id JOIN feature_set f ON f.id = e.feature_set_id
       WHERE e.task IS NOT NULL AND e.protocol_hash IS NOT NULL`,
    );
    return rows;
  }

  async ranking(boardId: string, key: string): Promise<BoardRankingRow | null> {
    const { rows } = await this.sql.query<BoardRankingRow>({
      name: 'boardRanking',
      text: `/* boardRanking */ SELECT is_stale AS "isStale", ranked_at AS "rankedAt" FROM board_ranking
        WHERE board_id = $1::uuid AND key = $2`,
      values: [boardId, key],
    });
    return rows[0] ?? null;
  }

  /** Keys that the board was ranked by before. */
  async rankedKeys(boardId: string): Promise<string[]> {
    const { rows } = await this.sql.query<{ key: string }>({
      name: 'boardRankedKeys',
      text: '/* boardRankedKeys */ SELECT key FROM board_ranking WHERE board_id = $1::uuid ORDER BY key',
      values: [boardId],
    });
    return rows.map(({ key }) => key);
  }

  async places(boardId: string, key: string, list: number | null, page: PageArguments): Promise<Page<BoardPlaceRow>> {
    const request = pageRequest(page, 50);
    const values = new StatementValues();
    const where = [
      `p.board_id = ${values.add(boardId)}::uuid`,
      `p.key = ${values.add(key)}`,
      list === null ? null : `p.list = ${values.add(list)}`,
      cursorCondition(PLACE_ORDER, request, values),
    ];
    const { rows } = await this.sql.query<BoardPlaceRow>({
      text: `/* boardPlaces */ ${PLACE} WHERE ${where.filter((part) => part !== null).join(' AND ')} ${orderAndLimit(PLACE_ORDER, request)}`,
      values: values.all,
    });
    return toKeysetPage(rows, request, PLACE_ORDER);
  }

  /** The whole board, in order: for what compares two states of it. */
  async allPlaces(boardId: string, key: string): Promise<BoardPlaceRow[]> {
    const { rows } = await this.sql.query<BoardPlaceRow>({
      name: 'allBoardPlaces',
      text: `/* allBoardPlaces */ ${PLACE} WHERE p.board_id = $1::uuid AND p.key = $2
        ORDER BY p.list, p.sort_score, p.experiment_id`,
      values: [boardId, key],
    });
    return rows;
  }

  async placeOf(boardId: string, key: string, experimentId: string): Promise<BoardPlaceRow | null> {
    const { rows } = await this.sql.query<BoardPlaceRow>({
      name: 'boardPlace',
      text: `/* boardPlace */ ${PLACE} WHERE p.board_id = $1::uuid AND p.key = $2 AND p.experiment_id = $3::uuid`,
      values: [boardId, key, experimentId],
    });
    return rows[0] ?? null;
  }

  /** Places by list number; lists without any are absent. */
  async placeCounts(boardId: string, key: string): Promise<Map<number, number>> {
    const { rows } = await this.sql.query<{ list: number; count: number }>({
      name: 'boardPlaceCounts',
      text: `/* boardPlaceCounts */ SELECT p.list, count(*)::int AS count FROM board_place p
        WHERE p.board_id = $1::uuid AND p.key = $2 GROUP BY p.list`,
      values: [boardId, key],
    });
    return new Map(rows.map(({ list, count }) => [list, count]));
  }

  async entries(experimentIds: readonly string[]): Promise<BoardEntryRow[]> {
    const { rows } = await this.sql.query<BoardEntryRow>({
      name: 'boardEntries',
      text: `/* boardEntries */ ${ENTRY} WHERE b.experiment_id = ANY ($1::uuid[])`,
      values: [experimentIds],
    });
    return rows;
  }

  /** Without influence, which only ranking reads. */
  async scores(experimentIds: readonly string[]): Promise<Omit<BoardScoreRow, 'influence'>[]> {
    const { rows } = await this.sql.query<Omit<BoardScoreRow, 'influence'>>({
      name: 'boardScores',
      text: `/* boardScores */ SELECT s.experiment_id AS "experimentId", s.key, s.value, s.lower, s.upper
        FROM board_score s WHERE s.experiment_id = ANY ($1::uuid[])`,
      values: [experimentIds],
    });
    return rows;
  }

  /** The entries of linear models, those trained on shuffled labels apart; complete and best first. */
  async linearModels(boardId: string): Promise<{ experimentId: string; hasShuffledLabels: boolean }[]> {
    const { rows } = await this.sql.query<{ experimentId: string; hasShuffledLabels: boolean }>({
      name: 'boardLinearModels',
      text: `/* boardLinearModels */ SELECT b.experiment_id AS "experimentId",
          coalesce((e.hyperparameters ->> 'shuffleLabels')::boolean, false) AS "hasShuffledLabels"
        FROM board_entry b JOIN experiment e ON e.id = b.experiment_id JOIN architecture a ON a.id = e.architecture_id
        LEFT JOIN board_score s ON s.experiment_id = b.experiment_id AND s.key = 'uar'
        WHERE b.board_id = $1::uuid AND a.spec ->> 'preset' = 'lda'
        ORDER BY (b.runs_pooled >= b.runs_planned) DESC, s.value DESC, b.experiment_id LIMIT 50`,
      values: [boardId],
    });
    return rows;
  }

  /** Every entry of a board with one of its scores. */
  async rankable(boardId: string, key: string): Promise<RankableRow[]> {
    const { rows } = await this.sql.query<RankableRow>({
      name: 'boardRankable',
      text: `/* boardRankable */ SELECT b.experiment_id AS "experimentId", b.speakers, b.tested_hash AS "testedHash",
          b.runs_pooled AS "runsPooled", b.runs_planned AS "runsPlanned", b.last_finished_at AS "lastFinishedAt",
          a.spec ->> 'preset' AS preset,
          coalesce((e.hyperparameters ->> 'shuffleLabels')::boolean, false) AS "hasShuffledLabels",
          s.value, s.lower, s.upper, s.influence
        FROM board_entry b JOIN board_score s ON s.experiment_id = b.experiment_id AND s.key = $2
        JOIN experiment e ON e.id = b.experiment_id LEFT JOIN architecture a ON a.id = e.architecture_id
        WHERE b.board_id = $1::uuid`,
      values: [boardId, key],
    });
    return rows;
  }
}
