import { performance } from 'node:perf_hooks';
import { Rng } from '@voxboard/domain';
import { z } from 'zod';
import type { VoxboardApi } from './voxboard-api.js';

const PAGE = `query($slug: String!, $filter: RunFilter, $orderBy: RunOrder, $after: String, $offset: Int) { project(slug: $slug) {
  runs(first: 50, after: $after, offset: $offset, filter: $filter, orderBy: $orderBy) {
    nodes { id name status metrics(keys: ["uar"], splits: [TEST]) { last } } pageInfo { hasNextPage endCursor } } } }`;
const PageSchema = z.object({
  project: z.object({
    runs: z.object({
      nodes: z.array(z.object({ id: z.string() })),
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    }),
  }),
});

/** Filters of one and two conditions, from nearly all runs to a handful, and an odd one out. */
const FILTERS = [
  '',
  'metrics.test.uar > 0.3',
  'metrics.test.uar > 0.6',
  'metrics.validation.loss < 1.2',
  'params.width = 256',
  'params.learning_rate < 0.001',
  'params.trial >= 5000 and params.trial < 5200',
  'params.optimizer = sgd',
  'metrics.test.uar > 0.6 and params.width = 256',
  'params.width = 256 and tag:baseline',
  'tag:paper',
];
const metric = (key: string, split: string, direction: string) => ({
  field: 'METRIC',
  direction,
  metric: { key, split, aggregate: 'LAST' },
});
const ORDERS = [
  { field: 'CREATED_AT', direction: 'DESC' },
  metric('uar', 'TEST', 'DESC'),
  metric('loss', 'VALIDATION', 'ASC'),
  metric('accuracy', 'VALIDATION', 'ASC'),
  { field: 'PARAM', direction: 'ASC', param: 'learning_rate' },
  { field: 'PARAM', direction: 'DESC', param: 'width' },
];
const DEEP = 400;

/** Every filter in every order: its first page, and a page deep inside, by cursor. Milliseconds over HTTP. */
export async function measureFilters(api: VoxboardApi, slug: string): Promise<{ first: number[]; deep: number[] }> {
  const cases = FILTERS.flatMap((query) => ORDERS.map((orderBy) => ({ query, orderBy })));
  const times = { first: [] as number[], deep: [] as number[] };
  const page = async (variables: object) => PageSchema.parse(await api.ask(PAGE, { slug, ...variables })).project.runs;
  const timed = async (variables: object): Promise<number> => {
    const begun = performance.now();
    await page(variables);
    return performance.now() - begun;
  };
  // In no order that would favour what was just read.
  const rng = new Rng(3);
  for (const { query, orderBy } of cases.toSorted(() => rng.uniform() - 0.5)) {
    const wanted = { filter: { query }, orderBy };
    times.first.push(await timed(wanted));
    const { pageInfo } = await page({ ...wanted, offset: query === '' ? 50_000 : DEEP });
    if (pageInfo.hasNextPage) times.deep.push(await timed({ ...wanted, after: pageInfo.endCursor }));
  }
  return times;
}

export function percentile(times: readonly number[], share: number): number {
  return [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
}
