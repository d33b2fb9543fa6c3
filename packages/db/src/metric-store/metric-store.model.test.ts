import type { MetricColumn } from '@voxboard/domain';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type RootDatabase } from '../database.js';
import { type Factories, makeFactories } from '../testing/factories.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { METRIC_LIMITS, type MetricLimits } from './metric-limits.js';
import { MetricStore } from './metric-store.js';
import { reopenRunMetrics, settleRunMetrics } from './run-metrics.js';
import { summarizePoints } from './series-summary.js';

/** Small enough that a few dozen points reach every path. */
const TINY: MetricLimits = { tail: 4, segment: 16, small: 8, compactAt: 3, window: 4 };
const MIDDLE: MetricLimits = { tail: 8, segment: 60, small: 30, compactAt: 4, window: 16 };
const KEYS = ['a', 'b', 'c'] as const;

interface ColumnPlan {
  readonly key: string;
  readonly points: readonly (readonly [step: number, value: number, ts: number])[];
}
type Step =
  | { kind: 'append'; columns: readonly ColumnPlan[]; keyed: boolean; retry: boolean }
  | { kind: 'together'; calls: readonly (readonly ColumnPlan[])[] }
  | { kind: 'compact' }
  | { kind: 'poll' }
  | { kind: 'crash'; columns: readonly ColumnPlan[] }
  | { kind: 'settle' }
  | { kind: 'end' }
  | { kind: 'reopen' };

const value = fc.oneof(
  { weight: 8, arbitrary: fc.float({ noNaN: true, min: -8, max: 8 }) },
  { weight: 4, arbitrary: fc.double({ noNaN: true, min: -8, max: 8 }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0) },
);
const timestamp = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1_700_000_000_000, max: 1_700_000_100_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1_900_000_000_000 }) },
);
/** A run of neighbouring steps (as a logger sends), or any. */
const points = fc.oneof(
  fc
    .tuple(fc.nat(120), fc.array(fc.tuple(value, timestamp), { minLength: 1, maxLength: 40 }))
    .map(([from, list]) => list.map(([v, ts], i): [number, number, number] => [from + i, v, ts])),
  fc.array(fc.tuple(fc.nat(150), value, timestamp), { minLength: 1, maxLength: 6 }),
);
const columns = fc.uniqueArray(fc.record({ key: fc.constantFrom(...KEYS), points }), {
  selector: ({ key }) => key,
  minLength: 1,
  maxLength: 3,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('append' as const),
      columns,
      keyed: fc.boolean(),
      retry: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('together' as const),
      calls: fc.array(columns, { minLength: 2, maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('compact' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('poll' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), columns }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('end' as const, 'reopen' as const) }) },
);

type Model = Map<string, Map<number, readonly [value: number, ts: number]>>;

/** Someone who follows the run by deltas alone. */
interface Follower {
  cursor: string | null;
  readonly held: Model;
}
/** All that one sequence of calls is about. */
interface World {
  readonly store: MetricStore;
  readonly run: { readonly id: string; readonly projectId: string };
  readonly model: Model;
  readonly follower: Follower;
}

const VICTIM = 'metric-store-model';
const VICTIM_CONNECTIONS = 4;

describe('MetricStore against a map', () => {
  let test: TestDatabase;
  let make: Factories;

  let victim: RootDatabase;

  beforeAll(async () => {
    test = await createTestDatabase();
    make = makeFactories(test.db);
    victim = openDatabase({
      connectionString: test.connectionString,
      poolSize: VICTIM_CONNECTIONS,
      applicationName: VICTIM,
    });
  });
  afterAll(async () => {
    await victim.close();
    await test.close();
  });

  const limits = fc.constantFrom(TINY, MIDDLE, METRIC_LIMITS);

  it('holds the same points and summaries after any sequence of calls', { timeout: 240_000 }, async () => {
    const property = fc.asyncProperty(limits, fc.array(step, { minLength: 1, maxLength: 14 }), async (tuned, steps) => {
      const store = new MetricStore(victim, { limits: tuned });
      const follower = { cursor: null, held: new Map() };
      const world: World = { store, run: await make.run(), model: new Map(), follower };
      for (const [i, todo] of steps.entries()) await perform(world, todo, `batch ${i}`);
      await store.close();
      await compare(world);
    });
    await fc.assert(property, {
      numRuns: Number(process.env.METRIC_MODEL_RUNS ?? 80),
      seed: 20_261_122,
      endOnFailure: true,
    });
  });

  async function perform(world: World, todo: Step, batchKey: string): Promise<void> {
    const { store, run, model } = world;
    if (todo.kind === 'poll') await poll(world);
    else if (todo.kind === 'crash') await crash(world, todo.columns, batchKey);
    else if (todo.kind === 'compact') await store.compact(10);
    else if (todo.kind === 'settle') await store.settle(run.id);
    else if (todo.kind === 'end') await settleRunMetrics(test.db.sql, run.id);
    else if (todo.kind === 'reopen') await reopenRunMetrics(test.db.sql, run.id);
    else if (todo.kind === 'together') {
      const appends = todo.calls.map((call) => store.append(run.id, run.projectId, toColumns(call)));
      await Promise.all([...appends, store.compact(10)]);
      for (const call of todo.calls) apply(model, call);
    } else {
      const options = todo.keyed ? { batchKey } : {};
      const outcome = await store.append(run.id, run.projectId, toColumns(todo.columns), options);
      expect(outcome.duplicate).toBe(false);
      apply(model, todo.columns);
      if (!todo.keyed || !todo.retry) return;
      // The retry carries other values, so that a second write would show.
      const other = toColumns(todo.columns).map((column) => ({
        ...column,
        values: Array.from(column.values, () => 1e9),
      }));
      expect(await store.append(run.id, run.projectId, other, options)).toEqual({ stored: 0, duplicate: true });
    }
  }

  /** The connections die in the middle of an append and a compaction; the caller, who heard nothing, sends again. */
  async function crash({ store, run, model }: World, plans: readonly ColumnPlan[], batchKey: string): Promise<void> {
    const append = () => store.append(run.id, run.projectId, toColumns(plans), { batchKey });
    const begun = Promise.allSettled([append(), store.compact(10)]);
    await test.db.pool.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1', [
      VICTIM,
    ]);
    const [outcome] = await begun;
    await forgetDeadConnections();
    if (outcome?.status === 'rejected') await append();
    apply(model, plans);
  }

  /** The pool notices a moment later that an idle connection has died: one that is asked is noticed at once. */
  async function forgetDeadConnections(): Promise<void> {
    const ask = () => victim.pool.query('SELECT 1');
    for (let areAlive = false; !areAlive; )
      areAlive = await Promise.all(Array.from({ length: VICTIM_CONNECTIONS }, ask)).then(
        () => true,
        () => false,
      );
  }

  async function poll({ store, run, follower }: World): Promise<void> {
    const { appended, replaced, cursor } = await store.readDelta({ runIds: [run.id] }, follower.cursor);
    for (const { key } of replaced) follower.held.delete(key);
    for (const { key, steps, values, timestampsMs } of [...replaced, ...appended]) {
      const held = follower.held.get(key) ?? new Map();
      follower.held.set(key, held);
      for (const [i, at] of Array.from(steps).entries()) {
        expect(held.has(at), 'a point is sent once').toBe(false);
        held.set(at, [values[i] ?? Number.NaN, timestampsMs[i] ?? Number.NaN]);
      }
    }
    follower.cursor = cursor;
  }

  async function compare(world: World): Promise<void> {
    const { store, model, follower } = world;
    const { id: runId } = world.run;
    await poll(world);
    expect(sorted(follower.held)).toEqual(sorted(model));
    expect(await store.readDelta({ runIds: [runId] }, follower.cursor)).toMatchObject({ appended: [], replaced: [] });
    const series = await store.readSeries({ runIds: [runId] });
    const summaries = await store.summaries([runId]);
    expect(series.map(({ key }) => key)).toEqual([...model.keys()].sort());
    for (const [i, { key, steps, values, timestampsMs }] of series.entries()) {
      const expected = [...(model.get(key) ?? [])].sort(([a], [b]) => a - b);
      const found = Array.from(steps, (at, j) => [at, [values[j], timestampsMs[j]]]);
      expect(found).toEqual(expected);
      const summary = summarizePoints({ steps, values, ts: timestampsMs });
      expect(unsigned(summaries[i])).toEqual(unsigned({ runId, key, split: 'TRAIN', ...summary }));
    }
    const { rows: stale } = await test.db.pool.query(
      `SELECT key FROM metric_summary WHERE run_id = $1 AND final_last IS NOT NULL
         AND (final_last, final_min, final_max) IS DISTINCT FROM (last_value, min_value, max_value)`,
      [runId],
    );
    expect(stale).toEqual([]);
    await expectInvariants(
      runId,
      series.reduce((sum, { count }) => sum + count, 0),
    );
  }

  async function expectInvariants(runId: string, points: number): Promise<void> {
    const { rows } = await test.db.pool.query(
      `SELECT count(*) FILTER (WHERE g.first_step <= g.before)::int AS overlapping,
              count(*) FILTER (WHERE g.last_step >= s.tail_steps[1])::int AS beyond_tail,
              (SELECT count(*)::int FROM metric_point p JOIN metric_series q ON q.id = p.series_id
               WHERE q.run_id = $1) AS points
       FROM metric_series s LEFT JOIN (
         SELECT *, lag(last_step) OVER (PARTITION BY series_id ORDER BY first_step) AS before FROM metric_segment
       ) g ON g.series_id = s.id WHERE s.run_id = $1`,
      [runId],
    );
    expect(rows).toEqual([{ overlapping: 0, beyond_tail: 0, points }]);
  }
});

function sorted(model: Model): unknown {
  return [...model]
    .map(([key, held]) => [key, [...held].sort(([a], [b]) => a - b)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** A summary does not promise the sign of a zero. */
function unsigned(summary: object | undefined): object {
  return Object.fromEntries(Object.entries(summary ?? {}).map(([name, found]) => [name, found === 0 ? 0 : found]));
}

function toColumns(plans: readonly ColumnPlan[]): MetricColumn[] {
  return plans.map(({ key, points: list }) => ({
    key,
    split: 'TRAIN' as const,
    steps: list.map(([at]) => at),
    values: list.map(([, v]) => v),
    timestampsMs: list.map(([, , ts]) => ts),
  }));
}

function apply(model: Model, plans: readonly ColumnPlan[]): void {
  for (const { key, points: list } of plans) {
    const series = model.get(key) ?? new Map();
    model.set(key, series);
    for (const [at, v, ts] of list) series.set(at, [v, ts]);
  }
}
