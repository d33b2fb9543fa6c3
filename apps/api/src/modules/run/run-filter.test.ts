import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiUnderTest, startTestApi } from '../../testing/api-under-test.js';
import { statementsOf } from '../../testing/statements.js';

interface RunsAnswer {
  readonly project: {
    readonly runs: {
      readonly totalCount: number;
      readonly nodes: readonly { readonly id: string; readonly name: string }[];
    };
    readonly runTally: { readonly value: number; readonly isExact: boolean };
  };
}

const RUNS = /* GraphQL */ `
  query Runs($slug: String!, $filter: RunFilter, $orderBy: RunOrder, $offset: Int) {
    project(slug: $slug) {
      runs(filter: $filter, orderBy: $orderBy, offset: $offset) { totalCount nodes { id name } }
      runTally(filter: $filter, upTo: 3) { value isExact }
    }
  }
`;

describe('runs by the filter language', () => {
  let api: ApiUnderTest;
  const slug = 'filtered';

  beforeAll(async () => {
    api = await startTestApi();
    const project = await api.make.project({ slug });
    const experiment = await api.make.experiment({ projectId: project.id, source: 'EXTERNAL', featureSetId: null });
    for (let n = 0; n < 8; n++) {
      await api.make.run({
        experimentId: experiment.id,
        name: `run ${n}`,
        seed: n,
        params: { width: 64 * (1 + (n % 4)), optimizer: { name: n % 2 ? 'sgd' : 'adam' } },
        tags: n < 3 ? ['baseline'] : [],
      });
    }
  });
  afterAll(() => api.close());

  const runs = async (filter: object | null, orderBy: object = { field: 'NAME', direction: 'ASC' }, offset = 0) => {
    const { project } = await api.ask<RunsAnswer>(RUNS, { slug, filter, orderBy, offset });
    expect(project.runs.totalCount - offset).toBe(project.runs.nodes.length);
    return project.runs.nodes.map(({ name }) => name.slice(4)).join('');
  };

  it('finds the same runs by a line and by structure', async () => {
    const where = {
      all: [
        { compare: { field: { param: 'width' }, operator: 'GE', value: { number: 128 } } },
        { not: { compare: { field: { param: 'optimizer.name' }, value: { text: 'sgd' } } } },
      ],
    };
    expect(await runs({ query: 'params.width >= 128 and not params.optimizer.name = sgd' })).toBe('26');
    expect(await runs({ where })).toBe('26');
    expect(await runs({ where, query: 'tag:baseline', statuses: ['RUNNING'] })).toBe('2');
  });

  it('orders by a parameter, and jumps', async () => {
    const byWidth = { field: 'PARAM', direction: 'DESC', param: 'width' };
    expect((await runs(null, byWidth)).slice(0, 2).split('').sort().join('')).toBe('37');
    expect(await runs(null, { field: 'SEED', direction: 'DESC' }, 5)).toBe('210');
  });

  it('counts as far as it was asked to, and says so', async () => {
    const tally = async (filter: object | null) => (await api.ask<RunsAnswer>(RUNS, { slug, filter })).project.runTally;
    expect(await tally({ query: 'tag:baseline' })).toEqual({ value: 3, isExact: true });
    expect(await tally(null)).toMatchObject({ isExact: false });
  });

  it('points at the mistake in a line', async () => {
    const body = await api.send(RUNS, { slug, filter: { query: 'params.width > 3 and stauts = failed' } });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'FILTER_SYNTAX', offset: 21, length: 6 });
    const read = await api.ask('query { readRunFilter(query: "tag:a AND (tag:b)") { plain mistake { offset } } }', {});
    expect(read).toEqual({ readRunFilter: { plain: 'tag:a and tag:b', mistake: null } });
  });

  it.each([
    ['two conditions in one', { tag: 'a', text: 'b' }],
    ['no condition', {}],
    [
      'an operator the field has not',
      { compare: { field: { attribute: 'NAME' }, operator: 'GT', value: { text: 'a' } } },
    ],
    ['a value of another kind', { compare: { field: { attribute: 'SEED' }, value: { text: 'a' } } }],
    ['a status that is none', { compare: { field: { attribute: 'STATUS' }, value: { text: 'WALKING' } } }],
  ])('refuses %s', async (_, where) => {
    const body = await api.send(RUNS, { slug, filter: { where } });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('asks a fixed number of statements, however many runs there are', async () => {
    const statements = await statementsOf(() => runs({ query: 'params.width >= 64' }));
    expect(statements.length).toBeLessThanOrEqual(6);
  });

  it('sums runs up in groups', async () => {
    const query = `query($slug: String!, $by: [RunFieldInput!]!) { project(slug: $slug) { runGroups(by: $by) { values count } } }`;
    const grouped = (by: object[]) => api.ask<{ project: { runGroups: unknown } }>(query, { slug, by });
    expect((await grouped([{ param: 'optimizer.name' }])).project.runGroups).toEqual([
      { values: ['adam'], count: 4 },
      { values: ['sgd'], count: 4 },
    ]);
    const body = await api.send(query, { slug, by: [{ attribute: 'NAME' }] });
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('says what runs can be shown and filtered by', async () => {
    const query = `query($slug: String!) { project(slug: $slug) { runColumns { params { key min max values } tags } } }`;
    const { project } = await api.ask<{ project: { runColumns: unknown } }>(query, { slug });
    expect(project.runColumns).toEqual({
      params: [
        { key: 'optimizer.name', min: null, max: null, values: ['adam', 'sgd'] },
        { key: 'width', min: 64, max: 256, values: ['64', '128', '192', '256'] },
      ],
      tags: ['baseline'],
    });
  });

  it('puts tags on runs and says what undoes it', async () => {
    const tag = `mutation($input: TagRunsInput!) { tagRuns(input: $input) {
      ... on TagRunsSuccess { runs { name tags } undo { runIds add remove } } ... on UserError { code } } }`;
    const { project } = await api.ask<RunsAnswer>(RUNS, { slug, filter: { query: 'seed in (2, 3)' } });
    const runIds = project.runs.nodes.map(({ id }) => id);
    interface Answer {
      readonly tagRuns: { readonly runs: readonly object[]; readonly undo: readonly object[] };
    }
    const done = await api.ask<Answer>(tag, { input: { runIds, add: ['paper'], remove: ['baseline'] } });
    expect(done.tagRuns.runs).toHaveLength(2);
    for (const step of done.tagRuns.undo) await api.ask(tag, { input: step });
    expect(await runs({ query: 'tag:baseline' })).toBe('012');
    expect(await runs({ query: 'tag:paper' })).toBe('');
  });

  it('keeps views by name, once each', async () => {
    const create = `mutation($input: CreateViewInput!) { createView(input: $input) { __typename
      ... on SaveViewSuccess { view { id slug config } } ... on UserError { code path } } }`;
    const input = {
      projectSlug: slug,
      name: 'Best CNNs, by fold',
      config: { query: 'tag:baseline', pinned: ['name'] },
    };
    interface Answer {
      readonly createView: { readonly view: { readonly id: string; readonly slug: string } };
    }
    const { createView } = await api.ask<Answer>(create, { input });
    expect(createView.view).toMatchObject({ slug: 'best-cnns-by-fold', config: { query: 'tag:baseline', group: [] } });
    expect(await api.ask(create, { input })).toMatchObject({ createView: { code: 'ALREADY_EXISTS' } });
    const broken = { ...input, name: 'other', config: { query: 'tag:' } };
    expect(await api.ask(create, { input: broken })).toMatchObject({ createView: { code: 'FILTER_SYNTAX' } });
    const strange = { ...input, name: 'other', config: { colour: 'red' } };
    expect(await api.ask(create, { input: strange })).toMatchObject({ createView: { code: 'INVALID_INPUT' } });
    const remove = `mutation($input: DeleteViewInput!) { deleteView(input: $input) { ... on DeleteViewSuccess { view { name } } } }`;
    expect(await api.ask(remove, { input: { viewId: createView.view.id } })).toEqual({
      deleteView: { view: { name: input.name } },
    });
    expect(await api.ask('query($slug: String!) { project(slug: $slug) { views { id } } }', { slug })).toEqual({
      project: { views: [] },
    });
  });
});
