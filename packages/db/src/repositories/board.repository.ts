import type { Database } from '../database.js';
import { newId } from '../new-id.js';
import type {
  BoardChangeRow,
  BoardEntryRow,
  BoardKeyParts,
  BoardPlaceRow,
  BoardScoreRow,
} from '../read/board-reader.js';

export interface ComputedBoardEntry extends BoardEntryRow {
  readonly scores: readonly Omit<BoardScoreRow, 'experimentId'>[];
}

/** Stored boards. Triggers mark what is out of date; here it is put right. */
export class BoardRepository {
  constructor(private readonly db: Database) {}

  /** One process at a time brings a board up to date; held to the end of the transaction. */
  async lock(key: BoardKeyParts): Promise<void> {
    const { projectId, task, datasetVersionId, protocolHash } = key;
    await this.db.sql.query('/* lockBoard */ SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [
      `${projectId} ${task} ${datasetVersionId} ${protocolHash}`,
    ]);
  }

  async ensure({ projectId, task, datasetVersionId, protocolHash }: BoardKeyParts): Promise<string> {
    const { rows } = await this.db.sql.query<{ id: string }>(
      `/* ensureBoard */ INSERT INTO board (id, project_id, task, dataset_version_id, protocol_hash)
       VALUES ($1, $2, $3::task, $4, $5)
       ON CONFLICT (project_id, task, dataset_version_id, protocol_hash) DO UPDATE SET task = EXCLUDED.task RETURNING id`,
      [newId(), projectId, task, datasetVersionId, protocolHash],
    );
    const [row] = rows;
    if (!row) throw new Error('INSERT … RETURNING gave no row');
    return row.id;
  }

  /** Writes the entries anew; experiments of `changes` without an entry lose theirs. Takes the marks off. */
  async saveEntries(
    boardId: string,
    changes: readonly BoardChangeRow[],
    entries: readonly ComputedBoardEntry[],
  ): Promise<void> {
    const { sql } = this.db;
    await sql.query('/* deleteBoardEntries */ DELETE FROM board_entry WHERE experiment_id = ANY ($1::uuid[])', [
      changes.map(({ experimentId }) => experimentId),
    ]);
    // Experiments may have been deleted since they were read.
    await sql.query(
      `/* saveBoardEntries */ INSERT INTO board_entry (experiment_id, board_id, labels, speakers, speaker_counts, tested_hash,
         clip_count, per_run_uar, runs_pooled, runs_planned, parameter_count, train_seconds, backends, last_finished_at)
       SELECT e.experiment_id, $1, e.labels, e.speakers, e.speaker_counts, e.tested_hash, e.clip_count, e.per_run_uar,
         e.runs_pooled, e.runs_planned, e.parameter_count, e.train_seconds, e.backends, e.last_finished_at
       FROM jsonb_to_recordset($2::jsonb) AS e (experiment_id uuid, labels text[], speakers text[], speaker_counts int[],
         tested_hash text, clip_count int, per_run_uar float8[], runs_pooled int, runs_planned int, parameter_count int,
         train_seconds float8, backends text[], last_finished_at timestamptz)
       WHERE EXISTS (SELECT FROM experiment x WHERE x.id = e.experiment_id)`,
      [boardId, JSON.stringify(entries.map(toEntryColumns))],
    );
    await sql.query(
      `/* saveBoardScores */ INSERT INTO board_score (experiment_id, key, value, lower, upper, influence)
       SELECT s.* FROM jsonb_to_recordset($1::jsonb)
         AS s (experiment_id uuid, key text, value float8, lower float8, upper float8, influence float8[])
       WHERE EXISTS (SELECT FROM board_entry b WHERE b.experiment_id = s.experiment_id)`,
      [
        JSON.stringify(
          entries.flatMap(({ experimentId, scores }) => scores.map((s) => ({ ...s, experiment_id: experimentId }))),
        ),
      ],
    );
    await sql.query(
      `/* takeBoardMarks */ DELETE FROM board_change c USING unnest($1::uuid[], $2::bigint[]) AS u (id, version)
       WHERE c.experiment_id = u.id AND c.version = u.version`,
      [changes.map(({ experimentId }) => experimentId), changes.map(({ version }) => version)],
    );
  }

  async saveRanking(boardId: string, key: string, places: readonly BoardPlaceRow[]): Promise<void> {
    const { sql } = this.db;
    await sql.query(
      `/* saveBoardRanking */ INSERT INTO board_ranking (board_id, key) VALUES ($1, $2)
       ON CONFLICT (board_id, key) DO UPDATE SET is_stale = false, ranked_at = now()`,
      [boardId, key],
    );
    await sql.query('/* clearBoardPlaces */ DELETE FROM board_place WHERE board_id = $1 AND key = $2', [boardId, key]);
    await sql.query(
      `/* saveBoardPlaces */ INSERT INTO board_place (board_id, key, experiment_id, list, sort_score, rank, rank_low, rank_high, tie_group)
       SELECT $1, $2, p.* FROM unnest($3::uuid[], $4::int[], $5::float8[], $6::int[], $7::int[], $8::int[], $9::int[])
         AS p (experiment_id, list, sort_score, rank, rank_low, rank_high, tie_group)
       WHERE EXISTS (SELECT FROM experiment x WHERE x.id = p.experiment_id)`,
      [
        boardId,
        key,
        places.map((place) => place.experimentId),
        places.map((place) => place.list),
        places.map((place) => place.sortScore),
        places.map((place) => place.rank),
        places.map((place) => place.rankLow),
        places.map((place) => place.rankHigh),
        places.map((place) => place.tieGroup),
      ],
    );
  }
}

function toEntryColumns(entry: ComputedBoardEntry) {
  return {
    experiment_id: entry.experimentId,
    labels: entry.labels,
    speakers: entry.speakers,
    speaker_counts: entry.speakerCounts,
    tested_hash: entry.testedHash,
    clip_count: entry.clipCount,
    per_run_uar: entry.perRunUar,
    runs_pooled: entry.runsPooled,
    runs_planned: entry.runsPlanned,
    parameter_count: entry.parameterCount,
    train_seconds: entry.trainSeconds,
    backends: entry.backends,
    last_finished_at: entry.lastFinishedAt,
  };
}
