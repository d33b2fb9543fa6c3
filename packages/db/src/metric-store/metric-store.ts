import { InvalidInputError, type MetricColumn, type Split } from '@voxboard/domain';
import type pg from 'pg';
import type { RootDatabase } from '../database.js';
import { DEADLOCK_DETECTED, isDatabaseError } from '../is-database-error.js';
import { AppendLanes, type AppendOutcome } from './append-lanes.js';
import { appendSegments } from './append-segments.js';
import { appendToTails, NOT_ELIGIBLE, type ShortAppend, type ShortOutcome } from './append-tail.js';
import { checkedBatch, type MetricBatch, pointsBySeries, type SeriesPoints } from './metric-batch.js';
import { METRIC_LIMITS, type MetricLimits } from './metric-limits.js';
import { MetricNotifier } from './metric-notifier.js';
import { inPoolTransaction } from './pool-transaction.js';
import { SeriesChange } from './series-change.js';
import { SeriesCompactor } from './series-compactor.js';
import {
  type SeriesData,
  type SeriesDelta,
  SeriesReader,
  type SeriesRequest,
  type SeriesSelection,
  type SeriesSummary,
} from './series-reader.js';
import { SeriesRegistry } from './series-registry.js';
import { lockSeries } from './series-rows.js';

export interface AppendOptions {
  /** Names the batch: storing one with the same key again changes nothing, so that a retry is safe. */
  readonly batchKey?: string;
  /** What the batch holds, in short: storing another under the same key is refused. */
  readonly inputHash?: Uint8Array;
  /** Raises the run's number of finished epochs. */
  readonly epochsDone?: number;
}

export interface MetricStoreOptions {
  readonly limits?: MetricLimits;
  /** Told of a background compaction that failed; it stays due. */
  readonly onCompactionError?: (error: unknown) => void;
}

/** Thrown inside the store only: a remembered series is gone, with its run. */
class StaleSeriesError extends Error {}

/**
 * Metric points, stored as column arrays. Each (series, step) is stored once: in one of the series' segments, which do
 * not overlap, or in its tail, which lies beyond them all. Whoever changes a series holds its row's lock; locks are
 * taken in id order. The summary is exact after every commit.
 */
export class MetricStore {
  readonly #registry: SeriesRegistry;
  readonly #lanes: AppendLanes;
  readonly #notifier: MetricNotifier;
  readonly #compactor: SeriesCompactor;
  readonly #reader: SeriesReader;
  readonly #limits: MetricLimits;

  readonly #pool: pg.Pool;

  constructor({ pool }: Pick<RootDatabase, 'pool'>, options: MetricStoreOptions = {}) {
    this.#pool = pool;
    this.#limits = options.limits ?? METRIC_LIMITS;
    this.#registry = new SeriesRegistry(pool);
    this.#notifier = new MetricNotifier(pool);
    this.#compactor = new SeriesCompactor(pool, this.#limits, options.onCompactionError ?? (() => undefined));
    this.#reader = new SeriesReader(pool);
    this.#lanes = new AppendLanes((runId, projectId, batches) => this.#store(runId, projectId, batches));
  }

  /**
   * Durable and atomic when it resolves. Any order of steps; at a step that is stored already the new point replaces
   * the old one.
   * @throws InvalidInputError (also when the key was used for another input), NotFoundError when the project has no such
   * run
   */
  async append(
    runId: string,
    projectId: string,
    columns: readonly MetricColumn[],
    options: AppendOptions = {},
  ): Promise<AppendOutcome> {
    const { batchKey = null, epochsDone = null, inputHash = null } = options;
    const batch = checkedBatch(columns, batchKey, epochsDone, inputHash);
    const outcome = await this.#lanes.append(runId, projectId, batch);
    if (outcome.hadOtherInput) refuseKeyOfAnotherInput();
    return outcome;
  }

  /** Points of many series in one statement, which is one snapshot. */
  readSeries(request: SeriesRequest): Promise<SeriesData[]> {
    return this.#reader.readSeries(request);
  }

  /**
   * What has come since an earlier answer's `cursor`, everything without one: one statement, which is one snapshot. Late
   * and repeated points are not missed: they bring their series anew.
   * @throws InvalidInputError when the cursor is none
   */
  readDelta(selection: SeriesSelection, after: string | null): Promise<SeriesDelta> {
    return this.#reader.readDelta(selection, after);
  }

  /** First, last, least and greatest value of each series that has points. */
  summaries(runIds: readonly string[], keys?: readonly string[]): Promise<SeriesSummary[]> {
    return this.#reader.summaries(runIds, keys);
  }

  /** Which series the runs have. */
  listSeries(runIds: readonly string[]): Promise<{ runId: string; key: string; split: Split; count: number }[]> {
    return this.#reader.listSeries(runIds);
  }

  /**
   * Joins the small segments of up to `limit` series that are due, and the tails of those whose run has ended. Returns
   * how many it did: call it now and then, from any process.
   */
  compact(limit: number): Promise<number> {
    return this.#compactor.compactDue(limit);
  }

  /** Joins everything of a run, which has ended: what is left is as small as it gets. */
  settle(runId: string): Promise<void> {
    return this.#compactor.settle(runId);
  }

  /** Forgets batch keys older than so many days, after which nobody retries. Returns how many. */
  async pruneBatchKeys(days: number): Promise<number> {
    const { rowCount } = await this.#pool.query(
      `/* pruneBatchKeys */ DELETE FROM metric_batch WHERE created_at < now() - $1 * interval '1 day'`,
      [days],
    );
    return rowCount ?? 0;
  }

  /** Waits for background work; the pool stays open. */
  async close(): Promise<void> {
    await this.#notifier.flush();
    await this.#compactor.idle();
  }

  async #store(runId: string, projectId: string, batches: readonly MetricBatch[]): Promise<AppendOutcome[]> {
    const distinct = withoutRepeatedKeys(batches);
    const columns = distinct.flatMap((batch) => batch.columns);
    if (columns.length === 0) return batches.map(() => ({ stored: 0, duplicate: false }));
    for (let attempt = 1; ; attempt++) {
      try {
        const ids = await this.#registry.resolve(runId, projectId, columns);
        const stored = await this.#storeResolved(runId, distinct, ids);
        const lastStep = Math.max(...columns.map(({ points }) => points.steps.at(-1) ?? 0));
        this.#notifier.touched(runId, projectId, lastStep);
        const hashes = await inputHashes(this.#pool, runId, batches, stored);
        return batches.map((batch) => outcomeOf(batch, stored, hashes));
      } catch (error) {
        if (error instanceof StaleSeriesError) this.#registry.forget(runId);
        else if (!isDatabaseError(error, DEADLOCK_DETECTED)) throw error;
        if (attempt === 3) throw error;
      }
    }
  }

  /** Returns the batches that were stored; the others had keys seen before. */
  async #storeResolved(
    runId: string,
    batches: readonly MetricBatch[],
    ids: ReadonlyMap<string, number>,
  ): Promise<ReadonlySet<MetricBatch>> {
    const { outcome, due } = await this.#storeShortly(runId, batches, pointsBySeries(batches, ids));
    this.#compactor.compactSoon(due);
    if (outcome === 'stored') return new Set(batches);
    if (outcome === 'duplicate') return new Set();
    return this.#storeAny(runId, batches, ids);
  }

  /** One statement, where the points follow what is stored; it knows one answer for all keys of a group. */
  #storeShortly(
    runId: string,
    batches: readonly MetricBatch[],
    work: readonly SeriesPoints[],
  ): Promise<ShortOutcome> | ShortOutcome {
    const keyed = batches.filter(({ batchKey }) => batchKey !== null).length;
    if (keyed > 0 && keyed < batches.length) return NOT_ELIGIBLE;
    const append = { runId, work, ...keysOf(batches), epochsDone: epochsOf(batches) };
    const { tail } = this.#limits;
    if (work.every(({ points }) => points.steps.length <= tail / 2)) return appendToTails(this.#pool, append, tail);
    if (work.every(({ points }) => points.steps.length > tail)) return appendSegments(this.#pool, append, this.#limits);
    return NOT_ELIGIBLE;
  }

  /** Any number of points in any order. */
  async #storeAny(
    runId: string,
    batches: readonly MetricBatch[],
    ids: ReadonlyMap<string, number>,
  ): Promise<ReadonlySet<MetricBatch>> {
    const { stored, due } = await inPoolTransaction(this.#pool, async (client) => {
      const locked = pointsBySeries(batches, ids).map(({ seriesId }) => seriesId);
      const states = await lockSeries(client, locked);
      if (states.length !== locked.length) throw new StaleSeriesError();
      const fresh = await withoutSeenKeys(client, runId, batches);
      const work = new Map(pointsBySeries(fresh, ids).map((series) => [series.seriesId, series]));
      const touched = states.filter(({ seriesId }) => work.has(seriesId));
      const change = new SeriesChange(client, this.#limits);
      await change.add(
        touched,
        touched.flatMap(({ seriesId }) => work.get(seriesId) ?? []),
      );
      if (touched.length > 0) await change.write(touched);
      await raiseEpochs(client, runId, epochsOf(fresh));
      const crowded = touched.filter(({ smallSegments }) => smallSegments >= this.#limits.compactAt);
      return { stored: new Set(fresh), due: crowded.map(({ seriesId }) => seriesId) };
    });
    this.#compactor.compactSoon(due);
    return stored;
  }
}

/** The first call with a key stands for all calls with it in the group. */
function withoutRepeatedKeys(batches: readonly MetricBatch[]): MetricBatch[] {
  const seen = new Set<string>();
  return batches.filter(({ batchKey }) => {
    if (batchKey === null) return true;
    const isNew = !seen.has(batchKey);
    seen.add(batchKey);
    return isNew;
  });
}

async function withoutSeenKeys(
  client: pg.ClientBase,
  runId: string,
  batches: readonly MetricBatch[],
): Promise<MetricBatch[]> {
  const { batchKeys, inputHashes } = keysOf(batches);
  if (batchKeys.length === 0) return [...batches];
  const { rows } = await client.query<{ batch_key: string }>({
    name: 'metric_keep_keys',
    text: `/* keepBatchKeys */ INSERT INTO metric_batch (run_id, batch_key, input_hash)
      SELECT $1, u.key, u.hash FROM unnest($2::text[], $3::bytea[]) AS u (key, hash)
      ON CONFLICT DO NOTHING RETURNING batch_key`,
    values: [runId, batchKeys, inputHashes],
  });
  const fresh = new Set(rows.map((row) => row.batch_key));
  return batches.filter(({ batchKey }) => batchKey === null || fresh.has(batchKey));
}

async function raiseEpochs(client: pg.ClientBase, runId: string, epochsDone: number | null): Promise<void> {
  if (epochsDone === null) return;
  await client.query('/* raiseEpochs */ UPDATE run SET epochs_done = $2 WHERE id = $1 AND epochs_done < $2', [
    runId,
    epochsDone,
  ]);
}

/** What the keys of the repeated calls stand for. Asks nothing when no call is repeated. */
async function inputHashes(
  pool: pg.Pool,
  runId: string,
  batches: readonly MetricBatch[],
  stored: ReadonlySet<MetricBatch>,
): Promise<ReadonlyMap<string, Uint8Array | null>> {
  const repeated = batches.filter((batch) => !stored.has(batch) && batch.inputHash !== null);
  const { batchKeys } = keysOf(repeated);
  if (batchKeys.length === 0) return new Map();
  const { rows } = await pool.query<{ key: string; hash: Buffer | null }>(
    `/* batchInputHashes */ SELECT batch_key AS key, input_hash AS hash FROM metric_batch
     WHERE run_id = $1 AND batch_key = ANY ($2)`,
    [runId, batchKeys],
  );
  return new Map(rows.map(({ key, hash }) => [key, hash]));
}

function outcomeOf(
  batch: MetricBatch,
  stored: ReadonlySet<MetricBatch>,
  hashes: ReadonlyMap<string, Uint8Array | null>,
): AppendOutcome {
  if (stored.has(batch)) return { stored: batch.pointCount, duplicate: false };
  const kept = hashes.get(batch.batchKey ?? '');
  if (batch.inputHash && kept && Buffer.compare(kept, batch.inputHash) !== 0) {
    return { stored: 0, duplicate: true, hadOtherInput: true };
  }
  return { stored: 0, duplicate: batch.columns.length > 0 };
}

function refuseKeyOfAnotherInput(): never {
  throw new InvalidInputError(
    'This idempotency key was used for another batch of the run. Use a new key for each batch, and the same one to repeat it.',
    { path: ['idempotencyKey'] },
  );
}

/** In the order in which everybody takes their locks. */
function keysOf(batches: readonly MetricBatch[]): Pick<ShortAppend, 'batchKeys' | 'inputHashes'> {
  const keyed = batches
    .flatMap(({ batchKey, inputHash }) => (batchKey === null ? [] : [{ batchKey, inputHash }]))
    .sort((a, b) => (a.batchKey < b.batchKey ? -1 : 1));
  return { batchKeys: keyed.map(({ batchKey }) => batchKey), inputHashes: keyed.map(({ inputHash }) => inputHash) };
}

function epochsOf(batches: readonly MetricBatch[]): number | null {
  const epochs = batches.flatMap(({ epochsDone }) => (epochsDone === null ? [] : [epochsDone]));
  return epochs.length === 0 ? null : Math.max(...epochs);
}
