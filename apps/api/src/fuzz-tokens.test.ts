import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { AccountRepository, newId, TokenRepository } from '@voxboard/db';
import { Rng } from '@voxboard/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type ApiUnderTest, startTestApi, WITH_ACCOUNTS } from './testing/api-under-test.js';
import { databasePrint } from './testing/database-print.js';
import { rawRequest } from './testing/raw-request.js';
import { makePerson, makeToken, type Person } from './testing/sign-in.js';

const ROUNDS = 12;
const INSIDE = /\bat .+:\d+:\d+|node_modules|\/work\/|\/tmp\/|\.[jt]s:\d|prisma|relation "/i;
const FOLLOW = 'subscription ($id: ID!) { runLogAppended(runId: $id) { line } }';

interface Door {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
}

describe('a token that is no good (any more)', () => {
  let api: ApiUnderTest;
  let person: Person;
  let doors: readonly Door[];
  let runId: string;
  let bad: Readonly<Record<'expired' | 'revoked' | 'of a disabled account', string>>;
  let good: string;

  beforeAll(async () => {
    api = await startTestApi({ auth: WITH_ACCOUNTS });
    const run = await api.make.run();
    runId = run.id;
    person = await makePerson(api, { roles: { [run.projectId]: 'ADMIN' } });
    const former = await makePerson(api, { isAdmin: true });
    const revoked = await makeToken(api, person.accountId, ['ADMIN']);
    bad = {
      expired: (await makeToken(api, person.accountId, ['ADMIN'], { expiresAt: new Date(Date.now() - 1) })).secret,
      revoked: revoked.secret,
      'of a disabled account': (await makeToken(api, former.accountId, ['ADMIN'])).secret,
    };
    good = (await makeToken(api, person.accountId, ['READ'])).secret;
    await new TokenRepository(api.test.db).revoke(revoked.id, new Date());
    await new AccountRepository(api.test.db).update(former.accountId, { disabledAt: new Date() });
    const id = newId();
    const json = JSON.stringify({ query: '{ projects { id } }' });
    doors = [
      { method: 'POST', path: '/graphql', body: json },
      { method: 'GET', path: '/graphql?query=%7Bprojects%7Bid%7D%7D' },
      { method: 'POST', path: '/graphql/stream', body: JSON.stringify({ query: FOLLOW, variables: { id: runId } }) },
      { method: 'POST', path: `/uploads/${id}` },
      { method: 'PATCH', path: `/uploads/${id}/a`, body: 'x' },
      { method: 'HEAD', path: `/uploads/${id}/a` },
      { method: 'GET', path: `/audio/${id}` },
      { method: 'GET', path: `/artifacts/${id}/model.json` },
      { method: 'GET', path: `/runs/${runId}/artifacts` },
      { method: 'PUT', path: `/runs/${runId}/artifacts/a.txt`, body: 'x' },
      { method: 'DELETE', path: `/runs/${runId}/artifacts/a.txt` },
      { method: 'GET', path: `/clips/${id}/picture.json` },
      { method: 'GET', path: `/feature-sets/${id}/features.csv` },
      { method: 'GET', path: `/boards/demo/EMOTION/${id}/abc.csv` },
      { method: 'GET', path: `/badges/${id}.svg` },
      { method: 'POST', path: '/predict', body: 'x' },
      { method: 'POST', path: '/mlflow/api/2.0/mlflow/runs/search', body: '{}' },
      { method: 'PUT', path: '/mlflow/api/2.0/mlflow-artifacts/artifacts/0/a/artifacts/x', body: 'x' },
      { method: 'GET', path: '/nothing/there' },
    ];
  });
  afterAll(() => api.close());

  const knock = ({ method, path, body }: Door, authorization: string) =>
    rawRequest(api.url, {
      method,
      path,
      headers: { authorization, 'content-type': 'application/json', accept: '*/*', 'tus-resumable': '1.0.0' },
      ...(body !== undefined && { body }),
    });
  const basic = (secret: string) => `Basic ${Buffer.from(`anybody:${secret}`).toString('base64')}`;

  it('is refused at every door with 401 and its reason, and changes nothing', async () => {
    const before = await databasePrint(api.test.db.sql);
    const reasons = { expired: 'expired', revoked: 'revoked', 'of a disabled account': 'disabled' } as const;
    for (const door of doors) {
      for (const [kind, secret] of Object.entries(bad)) {
        for (const authorization of [`Bearer ${secret}`, basic(secret)]) {
          const { status, body } = await knock(door, authorization);
          const complaint = `${door.method} ${door.path} ${kind}: ${String(body)}`;
          expect(status, complaint).toBe(401);
          if (door.method !== 'HEAD') expect(String(body), complaint).toContain(reasons[kind as keyof typeof reasons]);
        }
      }
    }
    expect(await databasePrint(api.test.db.sql)).toEqual(before);
  });

  it(`is refused when it is no token at all (seed 17, ${ROUNDS} a door)`, async () => {
    const before = await databasePrint(api.test.db.sql);
    const rng = new Rng(17);
    for (const door of doors) {
      for (let i = 0; i < ROUNDS; i++) {
        const authorization = garbled(rng, good);
        const { status, body } = await knock(door, authorization);
        const complaint = `${door.method} ${door.path} ${authorization.slice(0, 80)}: ${status} ${String(body)}`;
        expect([4, false], complaint).toEqual([Math.floor(status / 100), status === 400]);
        expect(String(body), complaint).not.toMatch(INSIDE);
      }
    }
    expect(await databasePrint(api.test.db.sql)).toEqual(before);
    expect(api.logged.filter((line) => line.includes('a request failed'))).toEqual([]);
  });

  it('opens no socket', async () => {
    const rng = new Rng(18);
    const secrets = [...Object.values(bad).map((secret) => `Bearer ${secret}`), garbled(rng, good), garbled(rng, good)];
    for (const authorization of secrets) {
      const client = socket();
      await once(client, 'open');
      client.send(JSON.stringify({ type: 'connection_init', payload: { authorization } }));
      expect((await once(client, 'close'))[0], authorization.slice(0, 60)).toBe(4401);
    }
  });

  const socket = () => new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const openSocket = async (secret: string) => {
    const client = socket();
    await once(client, 'open');
    client.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${secret}` } }));
    await once(client, 'message');
    client.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: FOLLOW, variables: { id: runId } } }));
    return { closed: once(client, 'close').then(([code, reason]) => [code, String(reason)]) };
  };
  const openStream = async (secret: string) => {
    const sent = request(`${api.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${secret}`,
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
    });
    sent.end(JSON.stringify({ query: FOLLOW, variables: { id: runId } }));
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    return { text: textOf(response) };
  };

  it('ends what it had open when it expires, with the reason, though nothing is announced', async () => {
    const { secret } = await makeToken(api, person.accountId, ['READ'], { expiresAt: new Date(Date.now() + 4000) });
    const [{ closed }, { text }] = await Promise.all([openSocket(secret), openStream(secret)]);
    expect(await closed).toEqual([4401, expect.stringContaining('expired')]);
    expect(await text).toMatch(/expired.*UNAUTHENTICATED[\s\S]*event: complete/);
  });

  it('ends what it had open when it is revoked, with the reason', async () => {
    const { id, secret } = await makeToken(api, person.accountId, ['READ']);
    const [{ closed }, { text }] = await Promise.all([openSocket(secret), openStream(secret)]);
    await new TokenRepository(api.test.db).revoke(id, new Date());
    expect(await closed).toEqual([4401, expect.stringContaining('revoked')]);
    expect(await text).toMatch(/revoked.*UNAUTHENTICATED[\s\S]*event: complete/);
  });
});

async function textOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return text;
}

function pick<T>(rng: Rng, values: readonly T[]): T {
  const value = values[rng.below(values.length)];
  if (value === undefined) throw new RangeError('nothing to pick from');
  return value;
}

/** Something like a token in something like its header, that nobody was given. */
function garbled(rng: Rng, secret: string): string {
  const at = rng.below(secret.length - 5) + 4;
  const other = secret[at] === 'x' ? 'y' : 'x';
  const wrong = pick(rng, [
    `${secret.slice(0, at)}${other}${secret.slice(at + 1)}`,
    secret.slice(0, at),
    `${secret}${pick(rng, ['A', '=', '/..', '%00', "' OR 1=1 --"])}`,
    secret.toUpperCase(),
    `vxb_${'A'.repeat(pick(rng, [1, 43, 190, 5000]))}`,
    'null',
    '',
  ]);
  const scheme = pick(rng, ['Bearer', 'bearer', 'Basic', 'Token', 'Digest', '']);
  return `${scheme} ${scheme === 'Basic' ? Buffer.from(`x:${wrong}`).toString('base64') : wrong}`;
}
