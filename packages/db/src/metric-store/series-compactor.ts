import type pg from 'pg';
import type { MetricLimits } from './metric-limits.js';
import { inPoolTransaction } from './pool-transaction.js';
import { SeriesChange } from './series-change.js';
import { lockSeries } from './series-rows.js';

const WORTH_A_VACUUM = 20;

/**
 * Joins small segments, one series at a time and beside the appends. It changes no point, so its commits need not wait
 * for the disk: after a crash the series is due again.
 */
export class SeriesCompactor {
  readonly #due = new Set<number>();
  #working: Promise<void> | null = null;

  constructor(
    private readonly pool: pg.Pool,
    private readonly limits: MetricLimits,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** In the background. */
  compactSoon(seriesIds: readonly number[]): void {
    for (const id of seriesIds) this.#due.add(id);
    if (this.#due.size > 0) this.#working ??= this.#drain();
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#working) await this.#working;
  }

  /**
   * Joined segments leave as much dead space as they take: it is freed at once, so that the next ones take its place.
   * Returns how many series it did.
   */
  async compactDue(limit: number): Promise<number> {
    const { rows } = await this.pool.query<{ id: number }>(
      '/* findDueSeries */ SELECT id FROM metric_series WHERE small_segs >= $1 ORDER BY small_segs DESC LIMIT $2',
      [this.limits.compactAt, limit],
    );
    for (const { id } of rows) await this.#compact(id, false);
    if (rows.length >= WORTH_A_VACUUM) await this.pool.query('/* freeJoined */ VACUUM (TRUNCATE FALSE) metric_segment');
    return rows.length;
  }

  async settle(runId: string): Promise<void> {
    const { rows } = await this.pool.query<{ id: number }>(
      '/* findSeriesOfRun */ SELECT id FROM metric_series WHERE run_id = $1 ORDER BY id',
      [runId],
    );
    for (const { id } of rows) await this.#compact(id, true);
  }

  async #drain(): Promise<void> {
    for (let id = firstOf(this.#due); id !== null; id = firstOf(this.#due)) {
      this.#due.delete(id);
      await this.#compact(id, false).catch(this.onError);
    }
    this.#working = null;
  }

  async #compact(seriesId: number, flush: boolean): Promise<void> {
    await inPoolTransaction(this.pool, async (client) => {
      await client.query('SET LOCAL synchronous_commit = off');
      const [state] = await lockSeries(client, [seriesId]);
      if (!state) return;
      const change = new SeriesChange(client, this.limits);
      await change.join(state, flush || state.runEnded);
      await change.write([state]);
    });
  }
}

function firstOf(ids: ReadonlySet<number>): number | null {
  const next = ids.values().next();
  return next.done ? null : next.value;
}
