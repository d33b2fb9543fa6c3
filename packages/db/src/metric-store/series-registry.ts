import { NotFoundError, type Split } from '@voxboard/domain';
import type { SqlExecutor } from '../database.js';

/** What names a series within a run. */
export interface SeriesName {
  readonly key: string;
  readonly split: Split;
}

const MOST_REMEMBERED = 50_000;

/** The ids of series, remembered: a run logs the same few series thousands of times. */
export class SeriesRegistry {
  readonly #runs = new Map<string, Map<string, number>>();
  #remembered = 0;

  constructor(private readonly sql: SqlExecutor) {}

  /**
   * The ids of the series of a run, made when they are new.
   * @throws NotFoundError when the project has no such run
   */
  async resolve(runId: string, projectId: string, names: readonly SeriesName[]): Promise<Map<string, number>> {
    const known = this.#runs.get(runId);
    const missing = names.filter((name) => known?.has(seriesKey(name)) !== true);
    if (known && missing.length === 0) return known;
    await this.#create(runId, projectId, missing);
    const { rows } = await this.sql.query<SeriesName & { id: number }>({
      name: 'metric_find_series',
      text: `/* findSeries */ SELECT id, key, split FROM metric_series
        WHERE run_id = $1 AND (key, split) IN (SELECT * FROM unnest($2::text[], $3::split[]))`,
      values: [runId, missing.map(({ key }) => key), missing.map(({ split }) => split)],
    });
    const ids = this.#remember(runId, rows);
    if (missing.some((name) => !ids.has(seriesKey(name)))) throw new NotFoundError('Run', runId);
    return ids;
  }

  /** After a run was deleted, its ids are void. */
  forget(runId: string): void {
    this.#remembered -= this.#runs.get(runId)?.size ?? 0;
    this.#runs.delete(runId);
  }

  async #create(runId: string, projectId: string, names: readonly SeriesName[]): Promise<void> {
    await this.sql.query({
      name: 'metric_create_series',
      text: `/* createSeries */ WITH made AS (
          INSERT INTO metric_series (project_id, run_id, key, split)
          SELECT DISTINCT r.project_id, r.id, u.key, u.split
          FROM run r, unnest($3::text[], $4::split[]) AS u (key, split)
          WHERE r.id = $1 AND r.project_id = $2 ORDER BY 3, 4
          ON CONFLICT DO NOTHING RETURNING id, project_id, run_id, key, split)
        INSERT INTO metric_summary (series_id, project_id, run_id, key, split)
        SELECT id, project_id, run_id, key, split FROM made`,
      values: [runId, projectId, names.map(({ key }) => key), names.map(({ split }) => split)],
    });
  }

  #remember(runId: string, rows: readonly (SeriesName & { id: number })[]): Map<string, number> {
    if (this.#remembered > MOST_REMEMBERED) {
      this.#runs.clear();
      this.#remembered = 0;
    }
    const ids = this.#runs.get(runId) ?? new Map<string, number>();
    this.#remembered += rows.length;
    for (const row of rows) ids.set(seriesKey(row), row.id);
    this.#runs.set(runId, ids);
    return ids;
  }
}

/** A series' name as one text; keys hold no control characters. */
export function seriesKey({ key, split }: SeriesName): string {
  return `${split}\n${key}`;
}
