import { InvalidInputError } from '@voxboard/domain';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Factories, makeFactories } from '../testing/factories.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { RunChangeReader } from './run-change-reader.js';

describe('RunChangeReader', () => {
  let test: TestDatabase;
  let make: Factories;
  let reader: RunChangeReader;
  let projectId: string;
  let cursor: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    make = makeFactories(test.db);
    reader = new RunChangeReader(test.db.sql);
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    projectId = (await make.project()).id;
    cursor = (await reader.since(projectId, null, 10)).cursor;
  });

  const next = async (first = 10) => {
    const { runIds, hasMore, cursor: moved } = await reader.since(projectId, cursor, first);
    cursor = moved;
    return { runIds: [...runIds], hasMore };
  };
  const newRun = async () => (await make.run({ projectId })).id;
  const set = (id: string, column: string, value: unknown) =>
    test.db.pool.query(`UPDATE run SET ${column} = $2 WHERE id = $1`, [id, value]);

  it('tells what is new, changed and gone, each once', async () => {
    expect(await next()).toEqual({ runIds: [], hasMore: false });
    const [a, b] = [await newRun(), await newRun()];
    await make.run();
    expect(await next()).toEqual({ runIds: [a, b], hasMore: false });
    await set(a, 'notes', 'better');
    expect((await next()).runIds).toEqual([a]);
    await test.db.pool.query('DELETE FROM run WHERE id = $1', [b]);
    expect((await next()).runIds).toEqual([b]);
    expect((await next()).runIds).toEqual([]);
  });

  it('takes a sign of life and a write of the same for no change', async () => {
    const id = await newRun();
    await next();
    await set(id, 'heartbeat_at', new Date());
    await set(id, 'notes', '');
    expect((await next()).runIds).toEqual([]);
    await set(id, 'epochs_done', 1);
    expect((await next()).runIds).toEqual([id]);
  });

  it('misses nothing of a transaction that commits after one that began later', async () => {
    const [slow, quick] = [await newRun(), await newRun()];
    await next();
    const client = new pg.Client({ connectionString: test.connectionString });
    await client.connect();
    try {
      await client.query('BEGIN');
      await client.query(`UPDATE run SET notes = 'slow' WHERE id = $1`, [slow]);
      await set(quick, 'notes', 'quick');
      expect((await next()).runIds).toEqual([quick]);
      expect((await next()).runIds).toEqual([]);
      await client.query('COMMIT');
    } finally {
      await client.end();
    }
    expect((await next()).runIds).toEqual([slow]);
    expect((await next()).runIds).toEqual([]);
  });

  it('comes in pages, and what changes meanwhile comes afterwards', async () => {
    const ids: string[] = [];
    for (let i = 0; i < 5; i++) ids.push(await newRun());
    expect(await next(2)).toEqual({ runIds: ids.slice(0, 2), hasMore: true });
    await set(ids[0] ?? '', 'notes', 'again');
    const seen = await next(2);
    expect(seen).toEqual({ runIds: ids.slice(2, 4), hasMore: true });
    const rest: string[] = [];
    for (let page = await next(2); ; page = await next(2)) {
      rest.push(...page.runIds);
      if (page.runIds.length === 0) break;
    }
    expect(new Set(rest)).toEqual(new Set([ids[4], ids[0]]));
  });

  it.each([
    ['garbage', 'xyz'],
    ['another list’s', Buffer.from(JSON.stringify(['CREATED_AT DESC', 'a'])).toString('base64url')],
    ['a damaged', withTold('5:1:')],
    ['an injected', withTold("1:1:'); DROP TABLE run; --")],
    ['a foreign', withTold('900000000:900000001:')],
    ['an old', withTold('1:1:', '2020-01-01T00:00:00.000Z')],
  ])('refuses %s cursor', async (_, bad) => {
    await expect(reader.since(projectId, bad, 10)).rejects.toThrow(InvalidInputError);
  });

  it('forgets runs that are gone long', async () => {
    const id = await newRun();
    await test.db.pool.query('DELETE FROM run WHERE id = $1', [id]);
    expect(await reader.prune()).toBe(0);
    await test.db.pool.query(`UPDATE run_change SET changed_at = now() - interval '40 days' WHERE run_id = $1`, [id]);
    expect(await reader.prune()).toBe(1);
  });
});

function withTold(told: string, issued = new Date().toISOString()): string {
  const values = ['run changes', issued, told, '', '0', '00000000-0000-0000-0000-000000000000'];
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}
