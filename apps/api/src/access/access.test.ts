import {
  GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredInputField,
} from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createSchema } from '../schema.js';
import { type ApiUnderTest, startTestApi, WITH_ACCOUNTS } from '../testing/api-under-test.js';
import {
  makePerson,
  makeSession,
  makeToken,
  type Person,
  type SendAs,
  sendingAs,
  sendingWith,
} from '../testing/sign-in.js';
import { accessRuleOf } from './access-rule.js';

const NOTHING = '00000000-0000-7000-8000-000000000000';

describe('who may', () => {
  let api: ApiUnderTest;
  let schema: GraphQLSchema;
  let mine: { id: string; slug: string };
  let foreign: { id: string; slug: string };
  let runId: string;
  let foreignRunId: string;
  let people: Record<'viewer' | 'editor' | 'admin' | 'instance', Person>;
  let as: Record<'viewer' | 'editor' | 'admin' | 'instance' | 'reading' | 'logging' | 'bound', SendAs>;

  beforeAll(async () => {
    api = await startTestApi({ auth: WITH_ACCOUNTS });
    schema = await createSchema();
    const run = await api.make.run();
    const other = await api.make.run();
    [runId, foreignRunId] = [run.id, other.id];
    const project = (id: string) => api.test.db.prisma.project.findUniqueOrThrow({ where: { id } });
    [mine, foreign] = [await project(run.projectId), await project(other.projectId)];
    people = {
      viewer: await makePerson(api, { roles: { [mine.id]: 'VIEWER' } }),
      editor: await makePerson(api, { roles: { [mine.id]: 'EDITOR' } }),
      admin: await makePerson(api, { roles: { [mine.id]: 'ADMIN' } }),
      instance: await makePerson(api, { isAdmin: true }),
    };
    const tokenOf = async (
      who: keyof typeof people,
      ...rest: Parameters<typeof makeToken> extends [unknown, unknown, ...infer R] ? R : never
    ) => sendingAs(api, (await makeToken(api, people[who].accountId, ...rest)).secret);
    as = {
      viewer: await tokenOf('viewer', ['ADMIN']),
      editor: await tokenOf('editor', ['ADMIN']),
      admin: await tokenOf('admin', ['ADMIN']),
      instance: await tokenOf('instance', ['ADMIN']),
      reading: await tokenOf('admin', ['READ']),
      logging: await tokenOf('editor', ['LOG']),
      bound: await tokenOf('instance', ['ADMIN'], { projectId: mine.id }),
    };
  });
  afterAll(() => api.close());

  /** A call of a root field that names this run and this project wherever it names something. */
  const callOf = (kind: 'query' | 'mutation', field: GraphQLField<unknown, unknown>, slug: string, id: string) => {
    const args = field.args.filter((arg) => isNonNullType(arg.type) || /^(id|slug|projectSlug|input)$/i.test(arg.name));
    const variables = Object.fromEntries(args.map((arg) => [arg.name, sample(arg.name, arg.type, slug, id)]));
    const declared = args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
    const passed = args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
    const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
    const text = `${kind} ${declared && `(${declared})`} { ${field.name}${passed && `(${passed})`}${selection} }`;
    return { text, variables };
  };
  const outcome = async (
    send: SendAs,
    kind: 'query' | 'mutation',
    field: GraphQLField<unknown, unknown>,
    slug = mine.slug,
    id = runId,
  ) => {
    const { text, variables } = callOf(kind, field, slug, id);
    const answer = await send<Record<string, { __typename?: string } | null>>(text, variables);
    const data = answer.data?.[field.name];
    return answer.errors?.[0]?.extensions?.code ?? data?.__typename ?? data;
  };

  it('lets a viewer, and an admin’s reading token, run no mutation of a project', async () => {
    const lax: string[] = [];
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const rule = accessRuleOf(field);
      if (rule?.where === 'ANYWHERE' || rule?.role === 'PUBLIC') continue;
      for (const who of ['viewer', 'reading'] as const) {
        const found = await outcome(as[who], 'mutation', field);
        if (found !== 'ForbiddenError' && found !== 'FORBIDDEN') lax.push(`${who} ${field.name}: ${found}`);
      }
    }
    expect(lax).toEqual([]);
  });

  it('lets an editor run no mutation that is for admins', async () => {
    const forAdmins = Object.values(schema.getMutationType()?.getFields() ?? {}).filter((field) => {
      const rule = accessRuleOf(field);
      return rule?.role === 'ADMIN' && rule.where !== 'ANYWHERE';
    });
    expect(forAdmins.length).toBeGreaterThan(3);
    for (const field of forAdmins)
      expect([field.name, await outcome(as.editor, 'mutation', field)]).toEqual([field.name, 'ForbiddenError']);
  });

  it('lets nobody but admins of the installation name a path of the worker’s machine', async () => {
    const text = `mutation ($slug: String!) { importDataset(input: { projectSlug: $slug, name: "x", source: "/etc" }) { __typename } }`;
    const importAs = async (send: SendAs) => (await send<{ importDataset: { __typename: string } }>(text, mine)).data;
    expect(await importAs(as.admin)).toEqual({ importDataset: { __typename: 'ForbiddenError' } });
    expect(await importAs(as.instance)).toEqual({ importDataset: { __typename: 'ImportDatasetSuccess' } });
  });

  it('tells somebody else’s project from one that does not exist in no field', async () => {
    const told: string[] = [];
    const roots = [
      ['query', schema.getQueryType()],
      ['mutation', schema.getMutationType()],
    ] as const;
    for (const [kind, type] of roots) {
      for (const field of Object.values(type?.getFields() ?? {})) {
        if (accessRuleOf(field)?.where !== 'PROJECT') continue;
        const { text, variables } = callOf(kind, field, foreign.slug, foreignRunId);
        const nowhere = callOf(kind, field, 'no-such-project', NOTHING).variables;
        const seen = await as.admin(text, variables);
        const absent = await as.admin(text, nowhere);
        const bare = (value: unknown) =>
          JSON.stringify(value)
            .replaceAll(foreign.slug, 'no-such-project')
            .replaceAll(foreignRunId, NOTHING)
            .replace(/"errorId":"[^"]*"|error [0-9a-f-]{36}/g, '');
        if (bare(seen) !== bare(absent)) told.push(`${field.name}: ${bare(seen)} / ${bare(absent)}`);
      }
    }
    expect(told).toEqual([]);
  });

  it('hides files of other projects as if they were not there', async () => {
    const clipsOf = async (projectId: string) => {
      const { datasetVersionId } = await api.make.featureSet({
        datasetVersionId: (await api.make.datasetVersion({ datasetId: (await api.make.dataset({ projectId })).id })).id,
      });
      return api.test.db.prisma.clip.findFirstOrThrow({ where: { datasetVersionId } });
    };
    const { secret } = await makeToken(api, people.viewer.accountId, ['READ']);
    const get = async (path: string) => {
      const response = await fetch(api.url + path, { headers: { authorization: `Bearer ${secret}` } });
      return [response.status, (await response.text()).slice(0, 200)];
    };
    const clip = await clipsOf(foreign.id);
    expect(await get(`/audio/${clip.id}`)).toEqual(await get(`/audio/${NOTHING}`));
    expect((await get(`/clips/${clip.id}/picture.json`))[0]).toBe(404);
    const own = await clipsOf(mine.id);
    expect(await get(`/audio/${own.id}`)).not.toEqual(await get(`/audio/${NOTHING}`));
  });

  it('shows everybody their projects only, and instance admins all', async () => {
    const slugs = async (send: SendAs) =>
      (await send<{ projects: { slug: string }[] }>('{ projects { slug } }')).data?.projects.map(({ slug }) => slug) ??
      [];
    expect(await slugs(as.viewer)).toEqual([mine.slug]);
    expect(await slugs(as.instance)).toEqual(expect.arrayContaining([mine.slug, foreign.slug]));
    expect(await slugs(as.bound)).toEqual([mine.slug]);
  });

  it('lets a token that logs make runs and log into them, and read nothing', async () => {
    const made = await as.logging<{ createRun: { run: { id: string } } }>(
      `mutation ($input: CreateRunInput!) { createRun(input: $input) { ... on CreateRunSuccess { run { id } } ... on UserError { message } } }`,
      { input: { projectSlug: mine.slug, experiment: 'mine', name: 'one' } },
    );
    expect(made.errors).toBeUndefined();
    expect(made.data?.createRun.run.id).toEqual(expect.any(String));
    expect((await as.logging('{ projects { slug } }')).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    const deep = await as.logging(
      `mutation ($id: ID!) { cancelRun(runId: $id) { ... on CancelRunSuccess { run { project { runs { nodes { id } } } } } } }`,
      { id: runId },
    );
    expect(deep).toMatchObject({ status: 403, errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });

  it('answers 401 to whoever has not signed in, and says with what token it is wrong', async () => {
    const nobody = sendingWith(api, {});
    expect(await nobody('{ projects { slug } }')).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(await nobody('{ __schema { types { name } } }')).toMatchObject({ status: 401 });
    expect(await nobody('{ viewer { kind signIn { mode needsSetup } } }')).toMatchObject({
      data: { viewer: { kind: 'ANONYMOUS', signIn: { mode: 'ACCOUNTS', needsSetup: false } } },
    });
    const gone = await makeToken(api, people.admin.accountId, ['READ'], { expiresAt: new Date(Date.now() - 1000) });
    const status = async (secret: string) => {
      const response = await fetch(`${api.url}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}` },
      });
      return [response.status, await response.text()];
    };
    expect(await status(gone.secret)).toEqual([401, expect.stringContaining('expired')]);
    expect(await status('vxb_made-up')).toEqual([401, expect.stringContaining('no such token')]);
  });

  it('takes a token as the password of HTTP Basic, as MLflow’s client sends it', async () => {
    const { secret } = await makeToken(api, people.viewer.accountId, ['READ']);
    const basic = Buffer.from(`anybody:${secret}`).toString('base64');
    const { data } = await sendingWith(api, { authorization: `Basic ${basic}` })('{ viewer { kind } }');
    expect(data).toEqual({ viewer: { kind: 'TOKEN' } });
  });

  it('ends a revoked token at once, and the subscription that it opened', async () => {
    const { id, secret } = await makeToken(api, people.editor.accountId, ['READ']);
    const client = createClient({
      url: `${api.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${secret}` },
      retryAttempts: 0,
    });
    const closed = new Promise<unknown>((resolve) => client.on('closed', resolve));
    const open = new Promise<void>((resolve) => client.on('connected', () => resolve()));
    client.subscribe(
      { query: 'subscription ($id: ID!) { runLogAppended(runId: $id) { line } }', variables: { id: runId } },
      { next: () => undefined, error: () => undefined, complete: () => undefined },
    );
    await open;
    const { data } = await as.admin(
      'mutation ($id: ID!) { revokeToken(input: { id: $id }) { ... on RevokeTokenSuccess { token { id } } ... on NotFoundError { code } } }',
      { id },
    );
    expect(data).toEqual({ revokeToken: { code: 'NOT_FOUND' } });
    await as.instance('mutation ($id: ID!) { revokeToken(input: { id: $id }) { __typename } }', { id });
    expect(await closed).toMatchObject({ code: 4401, reason: expect.stringContaining('revoked') });
    expect(await sendingAs(api, secret)('{ projects { slug } }')).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    await client.dispose();
  });

  it('closes sockets of whoever has not signed in', async () => {
    const client = createClient({
      url: `${api.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      lazy: false,
      onNonLazyError: () => undefined,
    });
    const closed = await new Promise((resolve) => client.on('closed', resolve));
    expect(closed).toMatchObject({ code: 4401 });
    await client.dispose();
  });

  it('lets a cookie do something only for pages of its own', async () => {
    const cookie = await makeSession(api, people.admin.accountId);
    const query = '{ viewer { kind } }';
    const own = await sendingWith(api, { cookie, origin: 'http://localhost:3000' })(query);
    expect(own.data).toEqual({ viewer: { kind: 'USER' } });
    expect((await sendingWith(api, { cookie, origin: 'https://evil.example' })(query)).status).toBe(403);
    expect((await sendingWith(api, { cookie })(query)).status).toBe(403);
  });

  it('writes down who did what where, without secrets, for admins to read', async () => {
    const { data } = await as.admin<{ createToken: { secret: string; token: { id: string } } }>(
      'mutation ($input: CreateTokenInput!) { createToken(input: $input) { ... on CreateTokenSuccess { secret token { id } } } }',
      { input: { name: 'ci', scopes: ['READ'], projectSlug: mine.slug } },
    );
    const secret = data?.createToken.secret ?? '';
    expect(secret).toMatch(/^vxb_[\w-]{43}$/);
    const events = `query ($slug: String) { auditEvents(filter: { projectSlug: $slug, actions: ["createToken"] }) {
      nodes { actor action entityType entityId details project { slug } } } }`;
    const seen = await as.admin<{ auditEvents: { nodes: object[] } }>(events, { slug: mine.slug });
    expect(seen.data?.auditEvents.nodes).toEqual([
      {
        actor: expect.stringMatching(/^token:/),
        action: 'createToken',
        entityType: 'Token',
        entityId: data?.createToken.token.id,
        details: { input: { name: 'ci', scopes: ['READ'], projectSlug: mine.slug } },
        project: { slug: mine.slug },
      },
    ]);
    expect((await as.editor(events, { slug: mine.slug })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await as.admin(events, { slug: null })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect(
      JSON.stringify((await as.instance('{ auditEvents(first: 1000) { nodes { details } } }')).data),
    ).not.toContain(secret);
    const { rows } = await api.test.db.sql.query('SELECT * FROM api_token');
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(api.logged.join()).not.toContain(secret);
  });

  it('notes logging once per run and attempt, and what changed nothing not at all', async () => {
    const log = () =>
      as.editor(
        'mutation ($id: ID!) { logMetrics(input: { runId: $id, columns: [{ key: "loss", split: TRAIN, steps: [1], values: [0.5] }] }) { __typename ... on UserError { message } } }',
        { id: runId },
      );
    expect((await log()).data).toMatchObject({ logMetrics: { __typename: 'LogMetricsSuccess' } });
    await log();
    await as.viewer('mutation ($id: ID!) { cancelRun(runId: $id) { __typename } }', { id: runId });
    const { rows } = await api.test.db.sql.query<{ action: string }>(
      `SELECT action FROM audit_event WHERE entity_id = $1 AND action IN ('logMetrics', 'cancelRun')`,
      [runId],
    );
    expect(rows).toEqual([{ action: 'logMetrics' }]);
  });
});

/** A value that a type takes, with what it names filled in. */
function sample(name: string, type: GraphQLInputType, slug: string, id: string, depth = 0): unknown {
  if (isNonNullType(type)) return sample(name, type.ofType, slug, id, depth);
  if (isListType(type)) return [sample(name, type.ofType, slug, id, depth)];
  if (isEnumType(type)) return (type as GraphQLEnumType).getValues()[0]?.name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) =>
        isRequiredInputField(field) ||
        (depth < 3 && (field.name === 'projectSlug' || getNamedType(field.type).name === 'ID')),
    );
    return Object.fromEntries(fields.map((field) => [field.name, sample(field.name, field.type, slug, id, depth + 1)]));
  }
  if (/slug$/i.test(name)) return slug;
  const values: Record<string, unknown> = {
    ID: id,
    Int: 1,
    Float: 0.5,
    Boolean: true,
    DateTime: '2026-01-01T00:00:00.000Z',
    JSON: {},
    MetricValue: 0.5,
  };
  return isObjectType(type) ? undefined : (values[type.name] ?? 'x');
}
