import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { fewestStatementsOf } from '../../testing/statements.js';
import { comparedMetrics, comparedParams } from './comparison.service.js';

const LOG = `mutation($input: LogMetricsInput!) { logMetrics(input: $input) { __typename } }`;
const COMPARE = `query($ids: [ID!]!, $keys: [String!]) { compareRuns(runIds: $ids, keys: $keys, resolution: 100) {
  runs { id name status params experiment { id name } project { slug } } missingIds
  params { name values isSame }
  metrics { key split isLowerBetter bestRunId summaries { last best } }
  series { runId key steps values } cursor } }`;

interface Comparison {
  readonly compareRuns: {
    readonly runs: { id: string }[];
    readonly missingIds: string[];
    readonly metrics: { key: string; bestRunId: string | null; summaries: ({ last: number } | null)[] }[];
    readonly series: { runId: string; key: string; steps: number[] }[];
    readonly cursor: string;
  };
}

describe('compareRuns', () => {
  let api: ApiUnderTest;
  const ids: string[] = [];

  beforeAll(async () => {
    api = await startTestApi();
    const project = await api.make.project();
    const steps = Array.from({ length: 30 }, (_, i) => i);
    for (let i = 0; i < 50; i++) {
      const { id } = await api.make.run({ projectId: project.id });
      const columns = ['loss', 'uar'].map((key) => ({ key, steps, values: steps.map((step) => i + step / 100) }));
      await api.ask(LOG, { input: { runId: id, columns } });
      ids.push(id);
    }
  });
  afterAll(() => api.close());

  it('reads fifty runs, their parameters, metrics and curves in at most six statements', async () => {
    let answer = await api.ask<Comparison>(COMPARE, { ids });
    const statements = await fewestStatementsOf(async () => {
      answer = await api.ask<Comparison>(COMPARE, { ids });
    });
    expect(statements.length).toBeLessThanOrEqual(6);
    const { runs, metrics, series, missingIds } = answer.compareRuns;
    expect(runs.map(({ id }) => id)).toEqual(ids);
    expect(missingIds).toEqual([]);
    expect(series).toHaveLength(100);
    expect(metrics.map(({ key, bestRunId }) => [key, bestRunId])).toEqual([
      ['loss', ids[0]],
      ['uar', ids[49]],
    ]);
    expect(metrics[0]?.summaries.map((summary) => summary?.last)).toEqual(ids.map((_, i) => i + 0.29));
  });

  it('keeps the order asked for and names the ids that no run has', async () => {
    const asked = [ids[3] ?? '', 'nothing', ids[1] ?? '', ids[3] ?? ''];
    const { runs, missingIds } = (await api.ask<Comparison>(COMPARE, { ids: asked, keys: ['loss'] })).compareRuns;
    expect(runs.map(({ id }) => id)).toEqual([ids[3], ids[1]]);
    expect(missingIds).toEqual(['nothing']);
  });

  it('gives the cursor from which the curves go on', async () => {
    const asked = ids.slice(0, 2);
    const { cursor } = (await api.ask<Comparison>(COMPARE, { ids: asked })).compareRuns;
    await api.ask(LOG, { input: { runId: ids[1], columns: [{ key: 'loss', steps: [30], values: [1] }] } });
    const delta = await api.ask(
      'query($ids: [ID!]!, $after: String) { seriesChanges(runIds: $ids, after: $after) { appended { runId key steps } replaced { key } } }',
      { ids: asked, after: cursor },
    );
    expect(delta).toEqual({
      seriesChanges: { appended: [{ runId: ids[1], key: 'loss', steps: [30] }], replaced: [] },
    });
  });

  it('says which parameters differ, and takes a missing one for a difference', () => {
    const of = (params: object) => ({ params });
    expect(comparedParams([of({ a: 1, b: 'x' }), of({ a: 1, b: 'y', c: null })])).toEqual([
      { name: 'a', values: [1, 1], isSame: true },
      { name: 'b', values: ['x', 'y'], isSame: false },
      { name: 'c', values: [null, null], isSame: false },
    ]);
    expect(comparedParams([{ params: null }])).toEqual([]);
  });

  it('names no best run on a tie or without a number', () => {
    const summary = (runId: string, best: number | null) => ({
      runId,
      key: 'uar',
      split: 'TEST' as const,
      count: 1,
      firstStep: 0,
      lastStep: 0,
      last: best,
      min: best,
      minStep: 0,
      max: best,
      maxStep: 0,
      best,
      bestStep: 0,
      isLowerBetter: false,
    });
    const best = (...values: (number | null)[]) =>
      comparedMetrics(values.map((value, i) => [summary(`r${i}`, value)]))[0]?.bestRunId;
    expect([best(1, 2, null), best(2, 2), best(null), best(5)]).toEqual(['r1', null, null, 'r0']);
  });
});
