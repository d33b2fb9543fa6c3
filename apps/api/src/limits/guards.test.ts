import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'graphql';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type ApiUnderTest, startTestApi, WITH_ACCOUNTS } from '../testing/api-under-test.js';
import { makePerson, makeSession, makeToken, sendingAs, sendingWith } from '../testing/sign-in.js';
import { documentHash, operationDocuments } from './trusted-documents.js';

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

async function start(options: Parameters<typeof startTestApi>[0]): Promise<ApiUnderTest> {
  const api = await startTestApi(options);
  open.push(() => api.close());
  return api;
}

describe('a request', () => {
  it('is told what it cost and what is left, and to wait when nothing is', async () => {
    const api = await start({ auth: WITH_ACCOUNTS, guards: { pointsPerMinute: 10 } });
    const { accountId } = await makePerson(api);
    const send = sendingAs(api, (await makeToken(api, accountId, ['READ'])).secret);
    const first = await send<object>('{ projects { slug name } }');
    expect(first).toMatchObject({
      extensions: { cost: { requested: 3, limit: 250_000, rate: { limit: 10, remaining: 7 } } },
    });
    await send('{ projects { slug name } }');
    await send('{ projects { slug name } }');
    const refused = await send('{ projects { slug name } }');
    expect(refused).toMatchObject({ status: 429, errors: [{ extensions: { code: 'TOO_MANY_REQUESTS' } }] });
    expect(refused.errors?.[0]?.message).toMatch(
      /more was asked for than 10 points a minute\. Try again in \d+ second/,
    );
    // Another token is another's.
    const other = sendingAs(api, (await makeToken(api, (await makePerson(api)).accountId, ['READ'])).secret);
    expect((await other('{ projects { slug } }')).status).toBe(200);
  });

  it('cannot read the schema where introspection is off, at any depth of fragments', async () => {
    const api = await start({ guards: { introspection: false } });
    expect((await api.send('{ __schema { types { name } } }')).status).toBe(400);
    expect(
      (await api.send('{ ...A } fragment A on Query { ...B } fragment B on Query { __type(name: "Run") { name } }'))
        .status,
    ).toBe(400);
    expect((await api.send('{ __typename projects { __typename slug } }')).status).toBe(200);
  });

  it('that runs too long is ended with a reason', async () => {
    const api = await start({ guards: { requestTimeoutMs: 300 } });
    const lock = await api.test.db.pool.connect();
    try {
      await lock.query('BEGIN; LOCK TABLE project IN ACCESS EXCLUSIVE MODE');
      const answer = await api.send('{ projects { slug } }');
      expect(answer.errors?.[0]?.extensions?.code).toBe('REQUEST_TIMEOUT');
      expect(answer.errors?.[0]?.message).toContain('Ask for less at once');
      // The request has ended; its statement does a moment later, by itself.
      await vi.waitFor(async () => {
        const { rows } = await lock.query(
          `SELECT count(*)::int AS n FROM pg_stat_activity
           WHERE datname = current_database() AND application_name = 'voxboard-api' AND wait_event_type = 'Lock'`,
        );
        expect(rows).toEqual([{ n: 0 }]);
      }, 5000);
    } finally {
      await lock.query('ROLLBACK');
      lock.release();
    }
  });

  it('by the dashboard’s cookie may only be one of its own documents, where that is asked for', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'voxboard-trusted-'));
    open.push(() => rm(folder, { recursive: true }));
    const all = parse(
      'query Mine { projects { ...P } } fragment P on Project { slug } query Other { health { version } }',
    );
    const file = join(folder, 'trusted.json');
    await writeFile(file, JSON.stringify({ documents: operationDocuments(all).map(documentHash) }));
    const api = await start({ auth: WITH_ACCOUNTS, guards: { trustedDocuments: file } });
    const { accountId } = await makePerson(api);
    const own = sendingWith(api, { cookie: await makeSession(api, accountId), origin: 'http://localhost:3000' });
    // As its client writes it: with type names, fragments first.
    const sent = 'fragment P on Project { slug __typename } query Mine { projects { ...P __typename } __typename }';
    expect((await own(sent)).errors).toBeUndefined();
    expect(await own('{ projects { slug } }')).toMatchObject({
      status: 403,
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    const script = sendingAs(api, (await makeToken(api, accountId, ['READ'])).secret);
    expect((await script('{ projects { slug } }')).status).toBe(200);
  });
});
