import { type FilterField, type FilterNode, type FilterValue, parseFilter, Rng } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MetricStore, settleRunMetrics } from '../metric-store/index.js';
import { makeFactories } from '../testing/factories.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import type { Page } from './keyset-page.js';
import type { OrderedRunRow } from './run-order.js';
import { RunPageReader } from './run-page-reader.js';

interface KnownRun {
  readonly name: string;
  readonly params: Readonly<Record<string, number | string>>;
  readonly uar: number | null;
  readonly seed: number | null;
  readonly status: 'RUNNING' | 'FINISHED';
  readonly tags: readonly string[];
}

const STARTED = new Date('2026-05-01T10:00:00Z');

describe('runs by a filter', () => {
  let test: TestDatabase;
  let projectId: string;
  const runs: KnownRun[] = [];

  beforeAll(async () => {
    test = await createTestDatabase();
    const make = makeFactories(test.db);
    const store = new MetricStore(test.db);
    const rng = new Rng(5);
    projectId = (await make.project()).id;
    const experiments = await Promise.all(
      ['sweep cnn', 'sweep lstm'].map((name) =>
        make.experiment({ projectId, name, source: 'EXTERNAL', featureSetId: null, protocolName: 'by-speaker' }),
      ),
    );
    for (let i = 0; i < 70; i++) {
      const pick = (count: number) => rng.below(count);
      const run: KnownRun = {
        name: `run ${String(i).padStart(2, '0')}`,
        params: {
          ...(pick(4) > 0 && { width: pick(2) > 0 ? 64 * pick(4) : String(64 * pick(4)) }),
          ...(pick(3) > 0 && { optimizer: ['adam', 'sgd', 'Adam W'][pick(3)] ?? '' }),
        },
        uar: pick(5) === 0 ? null : pick(8) === 0 ? Number.NaN : pick(10) / 10,
        seed: pick(4) === 0 ? null : pick(5),
        status: pick(3) === 0 ? 'RUNNING' : 'FINISHED',
        tags: ['baseline', 'x'].filter(() => pick(2) === 0),
      };
      runs.push(run);
      // Some have a double in the trash, with all the values that runs are found by.
      for (const deletedAt of i % 10 === 3 ? [null, STARTED] : [null]) {
        const { id } = await make.run({
          experimentId: experiments[i % 2]?.id ?? '',
          name: run.name,
          params: run.params,
          seed: run.seed,
          status: run.status,
          tags: [...run.tags],
          createdAt: new Date(STARTED.getTime() + i * 60_000),
          startedAt: STARTED,
          finishedAt: run.status === 'FINISHED' ? new Date(STARTED.getTime() + i * 1000) : null,
          deletedAt,
        });
        if (run.uar !== null) {
          await store.append(id, projectId, [
            { key: 'uar', split: 'TEST', steps: [0], values: [run.uar], timestampsMs: [0] },
          ]);
        }
        if (run.status === 'FINISHED') await settleRunMetrics(test.db.sql, id);
      }
    }
    await store.close();
  });
  afterAll(() => test.close());

  /** What is few decides how runs are put in order. */
  const ways = [
    { few: 1000, veryFew: 1000 },
    { few: 1000, veryFew: 0 },
    { few: 0, veryFew: 0 },
  ] as const;
  const reader = (limits?: (typeof ways)[number]) => new RunPageReader(test.db.sql, limits);
  const names = async (
    where: FilterNode | null,
    order: Parameters<RunPageReader['page']>[2],
    size = 1000,
    limits?: (typeof ways)[number],
  ) => {
    const found: string[] = [];
    for (let after: string | null = null; ; ) {
      const page: Page<OrderedRunRow> = await reader(limits).page(projectId, { where }, order, { first: size, after });
      found.push(...page.edges.map(({ node }) => node.name));
      after = page.edges.at(-1)?.cursor() ?? null;
      if (!page.hasNextPage) return found;
    }
  };
  const byName = { field: 'NAME', direction: 'ASC' } as const;
  const filtered = (text: string) => names(parseFilter(text), byName);

  it.each<[string, (run: KnownRun, index: number) => boolean]>([
    ['metrics.test.uar > 0.5', ({ uar }) => uar !== null && uar > 0.5],
    ['metrics.test.uar != 0.5', ({ uar }) => uar !== null && !Number.isNaN(uar) && uar !== 0.5],
    ['not metrics.test.uar > 0.5', ({ uar }) => !(uar !== null && uar > 0.5)],
    ['has(metrics.test.uar)', ({ uar }) => uar !== null],
    ['best(metrics.test.uar) <= 0.3', ({ uar }) => uar !== null && uar <= 0.3],
    ['params.width = 128', ({ params }) => Number(params.width) === 128],
    ['params.width in (64, 128)', ({ params }) => [64, 128].includes(Number(params.width))],
    ['params.optimizer ~ ADAM', ({ params }) => /adam/i.test(String(params.optimizer ?? ''))],
    ['params.optimizer != adam', ({ params }) => params.optimizer !== undefined && params.optimizer !== 'adam'],
    ['not has(params.optimizer)', ({ params }) => params.optimizer === undefined],
    ['seed in (1, 3)', ({ seed }) => seed === 1 || seed === 3],
    ['not seed > 2', ({ seed }) => !(seed !== null && seed > 2)],
    ['tag:baseline and not tag:x', ({ tags }) => tags.includes('baseline') && !tags.includes('x')],
    ['status = running', ({ status }) => status === 'RUNNING'],
    ['experiment ~ CNN', (_, i) => i % 2 === 0],
    ['"lstm"', (_, i) => i % 2 === 1],
    ['protocol = by-speaker and task = emotion and name ~ "run 0"', (_, i) => i < 10],
    ['created < 2026-05-01T10:10Z', (_, i) => i < 10],
    ['created > -1m', () => false],
    ['duration < 30s', ({ status }, i) => status === 'FINISHED' && i < 30],
    ['id = nonsense', () => false],
  ])('finds those for which %s', async (text, holds) => {
    expect(await filtered(text)).toEqual(runs.filter(holds).map(({ name }) => name));
  });

  it('agrees with the meaning of random filters, in any order and page after page', async () => {
    const rng = new Rng(17);
    const orders = [
      byName,
      { field: 'SEED', direction: 'DESC' },
      { field: 'DURATION', direction: 'ASC' },
      { field: 'EXPERIMENT', direction: 'DESC' },
      { field: 'METRIC', direction: 'DESC', metric: { key: 'uar', split: 'TEST', aggregate: 'BEST' } },
      { field: 'PARAM', direction: 'ASC', param: 'width' },
      { field: 'PARAM', direction: 'DESC', param: 'optimizer' },
    ] as const;
    for (let i = 0; i < 14; i++) {
      const tree = randomTree(rng, 2);
      const order = orders[i % orders.length] ?? byName;
      const wanted = runs.filter((run) => holds(tree, run)).map(({ name }) => name);
      const size = 15 + rng.below(20);
      const found = await names(tree, order, size);
      expect({ tree, found: found.toSorted() }).toEqual({ tree, found: wanted });
      for (const way of ways) {
        expect({ tree, order, way, found: await names(tree, order, size, way) }).toEqual({ tree, order, way, found });
        const page = await reader(way).page(projectId, { where: tree }, order, { first: 1, offset: 5 });
        expect(page.edges[0]?.node.name).toEqual(found[5]);
      }
    }
  }, 120_000);

  it('goes back from the end of any order as it came', async () => {
    const order = { field: 'PARAM', direction: 'ASC', param: 'width' } as const;
    const forth = await names(null, order, 9);
    const back: string[] = [];
    for (let before: string | null = null; ; ) {
      const page: Page<OrderedRunRow> = await reader().page(projectId, {}, order, { last: 8, before });
      back.unshift(...page.edges.map(({ node }) => node.name));
      before = page.edges[0]?.cursor() ?? null;
      if (!page.hasPreviousPage) break;
    }
    expect(back).toEqual(forth);
    expect(new Set(forth).size).toBe(runs.length);
  });

  it('follows parameters that change, nested ones by their path', async () => {
    const run = await test.db.prisma.run.findFirstOrThrow({ where: { projectId, name: 'run 00' } });
    await test.db.prisma.run.update({
      where: { id: run.id },
      data: { params: { model: { depth: 7, name: 'deep' }, layers: [1, 2], huge: 1e308 } },
    });
    const rows = await test.db.prisma.runParam.findMany({ where: { runId: run.id }, orderBy: { key: 'asc' } });
    expect(rows.map(({ key, number, text }) => [key, number, text])).toEqual([
      ['huge', null, expect.stringMatching(/^1/)],
      ['layers', null, '[1, 2]'],
      ['model.depth', 7, null],
      ['model.name', null, 'deep'],
    ]);
    expect(await filtered('params.model.depth = 7')).toEqual(['run 00']);
    await test.db.prisma.run.update({ where: { id: run.id }, data: { params: runs[0]?.params ?? {} } });
  });
});

function randomTree(rng: Rng, depth: number): FilterNode {
  const kind = depth === 0 ? 3 : rng.below(6);
  if (kind === 0) return { kind: 'not', part: randomTree(rng, depth - 1) };
  if (kind <= 2) {
    return { kind: kind === 1 ? 'and' : 'or', parts: [randomTree(rng, depth - 1), randomTree(rng, depth - 1)] };
  }
  const texts = [
    'metrics.test.uar > 0.4',
    'max(metrics.test.uar) < 0.7',
    'has(metrics.test.uar)',
    'params.width >= 128',
    'params.width != 64',
    'params.optimizer = sgd',
    'has(params.optimizer)',
    'seed < 3',
    'tag:baseline',
    'status = finished',
    'seed in (0, 4)',
  ];
  const tree = parseFilter(texts[rng.below(texts.length)] ?? '');
  if (tree === null) throw new Error('a filter was expected');
  return tree;
}

/** What docs/filter.md says that a filter means, said naively. */
function holds(node: FilterNode, run: KnownRun): boolean {
  switch (node.kind) {
    case 'and':
      return node.parts.every((part) => holds(part, run));
    case 'or':
      return node.parts.some((part) => holds(part, run));
    case 'not':
      return !holds(node.part, run);
    case 'tag':
      return run.tags.includes(node.tag);
    case 'text':
      return run.name.includes(node.text);
    case 'has':
      return knownValue(node.field, run) !== null;
    case 'in':
      return node.values.some((value) => compares('=', knownValue(node.field, run), value));
    case 'compare':
      return compares(node.operator, knownValue(node.field, run), node.value);
  }
}

function knownValue(field: FilterField, run: KnownRun): number | string | null {
  if (field.kind === 'metric') return run.uar;
  if (field.kind === 'param') {
    const value = run.params[field.key] ?? null;
    return value !== null && Number.isFinite(Number(value)) ? Number(value) : value;
  }
  return field.name === 'seed' ? run.seed : run.status;
}

function compares(operator: string, found: number | string | null, value: FilterValue): boolean {
  if (found === null || (value.kind !== 'number' && value.kind !== 'text')) return false;
  if (Number.isNaN(found)) return false;
  switch (operator) {
    case '=':
      return found === value.value;
    case '!=':
      return found !== value.value;
    case '<':
      return found < value.value;
    case '>':
      return found > value.value;
    case '<=':
      return found <= value.value;
    default:
      return found >= value.value;
  }
}
