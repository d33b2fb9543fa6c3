import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MetricStore, settleRunMetrics } from '../metric-store/index.js';
import { newId } from '../new-id.js';
import { makeFactories } from '../testing/factories.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { RunPageReader } from './run-page-reader.js';

describe('runs by a metric', () => {
  let test: TestDatabase;
  let projectId: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    const make = makeFactories(test.db);
    const store = new MetricStore(test.db);
    projectId = (await make.project()).id;
    const experiment = await make.experiment({ projectId, source: 'EXTERNAL', featureSetId: null });
    for (let i = 0; i < 12; i++) {
      const run = await make.run({ experimentId: experiment.id, name: `run ${i}` });
      const values = i === 5 ? [Number.NaN] : [i % 2 === 0 ? i : -i];
      await store.append(run.id, projectId, [{ key: 'uar', split: 'TEST', steps: [0], values, timestampsMs: [0] }]);
      if (i % 3 !== 0) await settleRunMetrics(test.db.sql, run.id);
    }
    await store.close();
  });
  afterAll(() => test.close());

  const page = (direction: 'ASC' | 'DESC', paging: object) =>
    new RunPageReader(test.db.sql).page(
      projectId,
      {},
      { field: 'METRIC', direction, metric: { key: 'uar', split: 'TEST', aggregate: 'LAST' } },
      paging,
    );

  it('puts ended runs and those under way in one order, across pages and both ways', async () => {
    const found: unknown[] = [];
    let after: string | null = null;
    for (let hasMore = true; hasMore; ) {
      const part = await page('DESC', { first: 5, after });
      found.push(...part.edges.map(({ node }) => node.orderValue));
      after = part.edges.at(-1)?.cursor() ?? null;
      hasMore = part.hasNextPage;
    }
    expect(found).toEqual([10, 8, 6, 4, 2, 0, -1, -3, -7, -9, -11, null]);
    const before = await page('DESC', { last: 4, before: after });
    expect(before.edges.map(({ node }) => node.orderValue)).toEqual([-3, -7, -9, -11]);
    const ascending = await page('ASC', { first: 3 });
    expect(ascending.edges.map(({ node }) => node.orderValue)).toEqual([-11, -9, -7]);
  });

  it('reads ended runs from the index, however many there are', async () => {
    const { id: experimentId } = await test.db.prisma.experiment.findFirstOrThrow({ where: { projectId } });
    const ids = Array.from({ length: 3000 }, newId);
    await test.db.pool.query(
      `WITH runs AS (
         INSERT INTO run (id, project_id, experiment_id, name, source, status, finished_at)
         SELECT id, $2, $3, 'many', 'EXTERNAL', 'FINISHED', now() FROM unnest($1::uuid[]) AS id RETURNING id),
       series AS (
         INSERT INTO metric_series (project_id, run_id, key, split) SELECT $2, id, 'many', 'TEST' FROM runs
         RETURNING id, run_id)
       INSERT INTO metric_summary (series_id, project_id, run_id, key, split, count, last_value, min_value, max_value,
         final_last, final_min, final_max)
       SELECT id, $2, run_id, 'many', 'TEST', 1, id, id, id, id, id, id FROM series`,
      [ids, projectId, experimentId],
    );
    await test.db.pool.query('ANALYZE');
    const asked: { text: string; values: unknown[] }[] = [];
    const watched = new RunPageReader({
      query: (statement: never) => {
        asked.push(statement);
        return test.db.pool.query(statement);
      },
    } as never);
    const metric = { key: 'many', split: 'TEST', aggregate: 'MAX' } as const;
    await watched.page(projectId, {}, { field: 'METRIC', direction: 'DESC', metric }, { first: 10 });
    const [statement] = asked;
    const { rows } = await test.db.pool.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${statement?.text}`, statement?.values);
    const plan = JSON.stringify(rows[0]);
    expect(plan).toContain('"Index Name":"metric_summary_max_idx"');
    expect(plan).not.toContain('"Seq Scan"');
  });
});
