import { hashOf } from '@voxboard/db';
import type { Protocol } from '@voxboard/domain';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from '../../server.js';
import { type ApiUnderTest, startTestApi, WITH_ACCOUNTS } from '../../testing/api-under-test.js';
import { ERROR_FIELDS, type ResultOf } from '../../testing/errors-of.js';
import { type BoardWorld, makeBoardWorld, putExperiment } from '../../testing/measured-experiment.js';
import { makePerson, makeToken, type SendAs, sendingAs } from '../../testing/sign-in.js';

const protocol: Protocol = { name: 'by-speaker', foldCount: 2 };
const CREATE = `mutation($input: CreateBoardLinkInput!) { result: createBoardLink(input: $input) { ${ERROR_FIELDS}
  ... on CreateBoardLinkSuccess { address link { id name expiresAt } } } }`;
const REVOKE = `mutation($id: ID!) { result: revokeBoardLink(input: { id: $id }) { ${ERROR_FIELDS}
  ... on RevokeBoardLinkSuccess { link { revokedAt } } } }`;

interface Created extends ResultOf {
  readonly address: string | null;
  readonly link: { readonly id: string };
}

describe('an address that shows one board', () => {
  let api: ApiUnderTest;
  let world: BoardWorld;
  let asAdmin: SendAs;
  let asEditor: SendAs;
  let now = new Date('2026-06-01T00:00:00Z');

  beforeAll(async () => {
    api = await startTestApi({ auth: { ...WITH_ACCOUNTS, boardLinks: true }, now: () => now });
    world = await makeBoardWorld(api, 'lab');
    await putExperiment(world, { name: 'shown', protocol, folds: [0, 1], hitsOfTen: 8 });
    await putExperiment(world, { name: 'hidden', protocol: { name: 'study' }, folds: [0], hitsOfTen: 8 });
    const as = async (role: 'ADMIN' | 'EDITOR') => {
      const { accountId } = await makePerson(api, { roles: { [world.projectId]: role } });
      return sendingAs(api, (await makeToken(api, accountId, ['ADMIN'])).secret);
    };
    [asAdmin, asEditor] = [await as('ADMIN'), await as('EDITOR')];
  });
  afterAll(() => api.close());

  const input = (more: object = {}) => ({
    projectSlug: 'lab',
    task: 'EMOTION',
    datasetVersionId: world.versionId,
    protocolHash: hashOf(protocol),
    name: 'README',
    ...more,
  });
  const create = async (more: object = {}, send = asAdmin) => {
    const { data, errors } = await send<{ result: Created }>(CREATE, { input: input(more) });
    if (!data) throw new Error(JSON.stringify(errors));
    return data.result;
  };
  const revoke = async (id: string, send = asAdmin) => (await send<{ result: ResultOf }>(REVOKE, { id })).data?.result;
  /** As a browser that nobody has signed in with, on another site’s page. */
  const look = (address: string | null, ending = '.svg') =>
    fetch(`${api.url}${address}${ending}`, { headers: { referer: 'https://elsewhere.example/readme' } });

  it('shows it to whoever has the address, in every format, and lets pages frame it', async () => {
    const { address } = await create();
    expect(address).toMatch(/^\/shared\/[\w-]{43}$/);
    const badge = await look(address);
    expect(await badge.text()).toContain('UAR');
    expect(badge.headers.get('x-frame-options')).toBeNull();
    expect(badge.headers.get('content-security-policy')).toContain('sandbox');
    for (const ending of ['.picture.svg', '.csv', '.json', '.md', '.tex']) {
      const answer = await look(address, ending);
      expect([answer.status, ending]).toEqual([200, ending]);
      const text = await answer.text();
      expect(text).toContain('shown');
      expect(text).not.toContain('hidden');
    }
  });

  it('shows nothing else: no other board, no GraphQL, no change', async () => {
    const { address } = await create();
    const secret = address?.slice('/shared/'.length) ?? '';
    const other = await fetch(
      `${api.url}/boards/lab/emotion/${world.versionId}/${hashOf(protocol)}.csv?secret=${secret}`,
    );
    expect(other.status).toBe(404);
    expect((await sendingAs(api, secret)('{ projects { slug } }')).status).toBe(401);
    expect((await look(`/shared/${'A'.repeat(43)}`)).status).toBe(404);
    expect((await look('/shared/')).status).toBe(404);
    expect((await look(address, '.exe')).status).toBe(404);
    expect((await fetch(`${api.url}${address}.svg`, { method: 'POST' })).status).toBe(404);
  });

  it('is good until it expires or is revoked', async () => {
    const brief = await create({ expiresInDays: 1 });
    const long = await create();
    now = new Date('2026-06-01T23:59:59Z');
    expect((await look(brief.address)).status).toBe(200);
    now = new Date('2026-06-02T00:00:00Z');
    expect([(await look(brief.address)).status, (await look(long.address)).status]).toEqual([404, 200]);
    expect(await revoke(long.link.id)).toMatchObject({ link: { revokedAt: now.toISOString() } });
    expect((await look(long.address)).status).toBe(404);
  });

  it('is made, listed and revoked by admins of the project alone, and its secret is kept nowhere', async () => {
    const { address, link } = await create({ idempotencyKey: 'once' });
    expect(await create({ idempotencyKey: 'once' })).toMatchObject({ address: null, link });
    expect(await create({}, asEditor)).toMatchObject({ __typename: 'ForbiddenError' });
    expect(await revoke(link.id, asEditor)).toMatchObject({ __typename: 'ForbiddenError' });
    const LIST = '{ project(slug: "lab") { boardLinks { id } } }';
    const list = async (send: SendAs) =>
      (await send<{ project: { boardLinks: object[] } }>(LIST)).data?.project.boardLinks;
    expect(await list(asAdmin)).toContainEqual({ id: link.id });
    expect(await list(asEditor)).toEqual([]);
    const { rows } = await api.test.db.sql.query(
      `SELECT * FROM board_link UNION ALL SELECT id, id, details::text, action, occurred_at, null, null FROM audit_event`,
    );
    expect(JSON.stringify(rows)).not.toContain(address?.slice('/shared/'.length));
    expect(await create({ protocolHash: 'none' })).toMatchObject({ __typename: 'NotFoundError' });
    expect(await create({ expiresInDays: 0 })).toMatchObject({ path: ['expiresInDays'] });
  });

  it('is neither made nor good where the server has them off, as it has by default', async () => {
    const { address } = await create();
    const off = await startApi({
      databaseUrl: api.test.connectionString,
      dataDir: api.dataDir,
      log: pino({ level: 'silent' }),
      auth: WITH_ACCOUNTS,
    });
    try {
      expect((await fetch(`${off.url}${address}.svg`)).status).toBe(404);
      const { accountId } = await makePerson(api, { isAdmin: true });
      const send = sendingAs({ url: off.url }, (await makeToken(api, accountId, ['ADMIN'])).secret);
      expect(await create({}, send)).toMatchObject({ message: expect.stringContaining('VOXBOARD_BOARD_LINKS=on') });
    } finally {
      await off.stop();
    }
  });
});
