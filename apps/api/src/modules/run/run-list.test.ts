import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { statementsOf } from '../../testing/statements.js';

interface RunsAnswer {
  readonly project: {
    readonly runCount: number;
    readonly runs: {
      readonly nodes: readonly { readonly id: string; readonly name: string }[];
      readonly totalCount: number;
      readonly pageInfo: {
        readonly hasNextPage: boolean;
        readonly hasPreviousPage: boolean;
        readonly startCursor: string;
        readonly endCursor: string;
      };
    };
  };
}

const PAGE = /* GraphQL */ `
  query Page($slug: String!, $first: Int, $after: String, $last: Int, $before: String, $filter: RunFilter, $orderBy: RunOrder) {
    project(slug: $slug) {
      runCount(filter: $filter)
      runs(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
        nodes { id name }
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }
  }
`;

const TABLE = /* GraphQL */ `
  query Table($slug: String!) {
    project(slug: $slug) {
      runs(first: 50) {
        totalCount
        nodes {
          id name status isStalled queuePosition
          experiment { id name runCounts { finished } score { uar } featureSet { name } architecture { name } }
          project { slug }
          worker { name }
          split { testRows protocol { name } }
          metrics(keys: ["loss"]) { key last }
          series(keys: ["loss"]) { steps values }
          confusionMatrix { uar }
          artifacts { path }
        }
      }
    }
  }
`;

describe('runs of a project', () => {
  let api: ApiUnderTest;
  const slug = 'many';
  /** Oldest first. */
  const names: string[] = [];
  const losses = new Map<string, number>();

  beforeAll(async () => {
    api = await startTestApi();
    const project = await api.make.project({ slug });
    const experiments = await Promise.all(
      [0, 1].map((n) =>
        api.make.experiment({
          projectId: project.id,
          name: `exp ${n}`,
          source: 'EXTERNAL',
          featureSetId: null,
          task: n === 0 ? 'EMOTION' : 'GENDER',
        }),
      ),
    );
    for (let n = 0; n < 60; n++) {
      const name = `run ${String(n).padStart(2, '0')}`;
      const run = await api.make.run({
        experimentId: experiments[n % 2]!.id,
        name,
        createdAt: new Date(Date.UTC(2026, 0, 1, 0, Math.floor(n / 3))),
        ...(n % 4 === 0 ? { status: 'RUNNING' } : { status: 'FINISHED', finishedAt: new Date(Date.UTC(2026, 0, 2)) }),
        tags: n % 5 === 0 ? ['fifth', 'x'] : ['x'],
      });
      names.push(name);
      // Every sixth has no loss, every seventh only NaN, and values repeat.
      if (n % 6 === 0) continue;
      const value = n % 7 === 0 ? 'NaN' : n === 5 ? '-Infinity' : (n * 37) % 20;
      if (typeof value === 'number') losses.set(name, value);
      if (n === 5) losses.set(name, Number.NEGATIVE_INFINITY);
      await api.test.db.sql.query(
        `WITH s AS (INSERT INTO metric_series (project_id, run_id, key, split, last_step, tail_steps, tail_ts, tail_values)
           VALUES ($1, $2, 'loss', 'TRAIN', 0, '{0}', '{0}', ARRAY[$3::float8]) RETURNING id)
         INSERT INTO metric_summary (series_id, project_id, run_id, key, split, count, first_step, first_value, last_step, last_value, last_ts, min_value, min_step, max_value, max_step, final_last, final_min, final_max)
         SELECT id, $1, $2, 'loss', 'TRAIN', 1, 0, $3::float8, 0, $3, 0, nullif($3, 'NaN'), 0, nullif($3, 'NaN'), 0,
           CASE WHEN $4 THEN $3 END, CASE WHEN $4 THEN nullif($3, 'NaN') END, CASE WHEN $4 THEN nullif($3, 'NaN') END FROM s`,
        [project.id, run.id, value, run.status === 'FINISHED'],
      );
    }
  });

  afterAll(() => api.close());

  const page = (variables: object) => api.ask<RunsAnswer>(PAGE, { slug, ...variables });
  const walk = async (variables: object, size = 7) => {
    const seen: string[] = [];
    for (let after: string | null = null; ; ) {
      const { runs }: RunsAnswer['project'] = (await page({ ...variables, first: size, after })).project;
      seen.push(...runs.nodes.map((run) => run.name));
      if (!runs.pageInfo.hasNextPage) return seen;
      after = runs.pageInfo.endCursor;
    }
  };
  const walkBack = async (variables: object, size = 7) => {
    const seen: string[] = [];
    for (let before: string | null = null; ; ) {
      const { runs }: RunsAnswer['project'] = (await page({ ...variables, last: size, before })).project;
      seen.unshift(...runs.nodes.map((run) => run.name));
      if (!runs.pageInfo.hasPreviousPage) return seen;
      before = runs.pageInfo.startCursor;
    }
  };

  it('come newest first, page after page, none twice and none left out', async () => {
    expect(await walk({})).toEqual([...names].reverse());
  });

  it('come in the same order when read from the end backwards', async () => {
    expect(await walkBack({})).toEqual(await walk({}));
  });

  it.each(['ASC', 'DESC'])(
    'are ordered by a metric %s, those without it last, and -Infinity is a value',
    async (direction) => {
      const orderBy = { field: 'METRIC', direction, metric: { key: 'loss', split: 'TRAIN', aggregate: 'LAST' } };
      const seen = await walk({ orderBy });
      const values = seen.map((name) => losses.get(name));
      const valued = values.slice(0, losses.size);
      expect(new Set(seen)).toEqual(new Set(names));
      expect(values.slice(losses.size).every((value) => value === undefined)).toBe(true);
      expect(valued).toEqual([...valued].sort((a, b) => (direction === 'ASC' ? a! - b! : b! - a!)));
      expect(await walkBack({ orderBy })).toEqual(seen);
    },
  );

  it.each(['NAME', 'STATUS', 'CREATED_AT'])('are ordered by %s in both directions', async (field) => {
    const up = await walk({ orderBy: { field, direction: 'ASC' } });
    expect(up).toHaveLength(60);
    expect(await walk({ orderBy: { field, direction: 'DESC' } })).toEqual([...up].reverse());
    expect(await walkBack({ orderBy: { field, direction: 'ASC' } })).toEqual(up);
  });

  it('are filtered by status, task, tags, text and ids, and counted likewise', async () => {
    const count = async (filter: object) => {
      const { project } = await page({ filter, first: 1000 });
      expect(project.runs.nodes).toHaveLength(project.runCount);
      expect(project.runs.totalCount).toBe(project.runCount);
      return project.runCount;
    };
    expect(await count({ statuses: ['RUNNING'] })).toBe(15);
    expect(await count({ statuses: [] })).toBe(0);
    expect(await count({ task: 'GENDER' })).toBe(30);
    expect(await count({ tags: ['fifth', 'x'] })).toBe(12);
    expect(await count({ text: 'RUN 0' })).toBe(10);
    expect(await count({ text: 'exp 1' })).toBe(30);
    expect(await count({ text: '%' })).toBe(0);
    expect(await count({ ids: ['not an id'] })).toBe(0);
    expect(await count({ experimentId: 'not an id' })).toBe(0);
    expect(await count({ source: 'EXTERNAL', task: 'EMOTION', statuses: ['FINISHED'] })).toBe(15);
  });

  it('refuse what is no cursor, a cursor of another order and a page that is too large', async () => {
    const { endCursor } = (await page({ first: 3 })).project.runs.pageInfo;
    const refused = [
      { after: 'garbage' },
      { after: Buffer.from('[1]').toString('base64url') },
      { after: endCursor, orderBy: { field: 'NAME', direction: 'ASC' } },
      { after: endCursor, orderBy: { field: 'METRIC', metric: { key: 'loss', split: 'TRAIN' } } },
      { first: 0 },
      { first: -1 },
      { first: 1001 },
      { first: 3, after: endCursor, before: endCursor },
      { orderBy: { field: 'METRIC' } },
    ];
    for (const variables of refused) {
      const { errors } = await api.send(PAGE, { slug, ...variables });
      expect(errors?.[0]?.extensions?.code, JSON.stringify(variables)).toBe('INVALID_INPUT');
    }
  });

  it('have the same metrics however they are asked for', async () => {
    interface Nodes {
      readonly nodes: readonly { readonly id: string }[];
    }
    const all =
      'key split count firstStep lastStep last min minStep max maxStep best bestStep isLowerBetter __typename';
    const query = `query($slug: String!, $keys: [String!]) {
      project(slug: $slug) {
        one: runs(first: 6) { nodes { id metrics(keys: $keys) { best } ...M } }
        other: runs(last: 40) { edges { node { id ...M ...A } } }
        best: runs(first: 9, orderBy: {field: METRIC, metric: {key: "loss", split: TRAIN}}) { nodes { id ...A } }
      } }
      fragment M on Run { metrics(keys: $keys) { last key } }
      fragment A on Node { ... on Run { losses: metrics(keys: ["loss"], splits: [TRAIN]) { ${all} } none: metrics(keys: []) { key } } }`;
    const { project } = await api.ask<{
      project: { one: Nodes; other: { edges: { node: { id: string } }[] }; best: Nodes };
    }>(query, { slug, keys: ['loss'] });
    const shown = [...project.one.nodes, ...project.other.edges.map(({ node }) => node), ...project.best.nodes];
    const single = `query($ids: [ID!]!) { runs(ids: $ids) {
      id metrics(keys: ["loss"]) { best last key } losses: metrics(keys: ["loss"], splits: [TRAIN]) { ${all} } none: metrics(keys: []) { key } } }`;
    const { runs } = await api.ask<{ runs: { id: string; losses: object[] }[] }>(single, {
      ids: shown.map(({ id }) => id),
    });
    expect(runs.some(({ losses: found }) => found.length > 0)).toBe(true);
    for (const [i, run] of shown.entries()) expect(runs[i]).toMatchObject(run);
  });

  it('take a fixed number of statements however many there are', async () => {
    const statements = await statementsOf(() => api.ask(TABLE, { slug }));
    expect(statements.length, statements.join(', ')).toBeLessThanOrEqual(12);
    expect(new Set(statements).size).toBe(statements.length);
  });
});
