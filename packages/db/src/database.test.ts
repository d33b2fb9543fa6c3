import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from './new-id.js';
import { createTestDatabase, type TestDatabase } from './testing/test-database.js';

describe('openDatabase', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase({ poolSize: 4 });
  });
  afterAll(() => test.close());

  const project = (slug: string) => ({ id: newId(), slug, name: slug });
  const slugs = async () =>
    (await test.db.prisma.project.findMany({ orderBy: { slug: 'asc' } })).map(({ slug }) => slug);

  it('runs Prisma and SQL of a transaction on one connection', async () => {
    await test.db.transaction(async (tx) => {
      await tx.prisma.project.create({ data: project('both') });
      const { rows } = await tx.sql.query(`SELECT slug FROM project WHERE slug = 'both'`);
      expect(rows).toEqual([{ slug: 'both' }]);
      const [prisma] = await tx.prisma.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
      const { rows: sql } = await tx.sql.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      expect(sql[0]?.pid).toBe(prisma?.pid);
    });
    expect(await slugs()).toContain('both');
  });

  it('keeps concurrent transactions on connections of their own', async () => {
    const pids = await Promise.all(
      Array.from({ length: 12 }, () =>
        test.db.transaction(async (tx) => {
          const [prisma] = await tx.prisma.$queryRaw<
            { pid: number }[]
          >`SELECT pg_backend_pid() AS pid FROM (SELECT pg_sleep(0.01)::text) AS slept`;
          const { rows } = await tx.sql.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
          return [prisma?.pid, rows[0]?.pid];
        }),
      ),
    );
    for (const [prisma, sql] of pids) expect(sql).toBe(prisma);
    expect(new Set(pids.flat()).size).toBeGreaterThan(1);
  });

  it('rolls both back when the work fails', async () => {
    const failed = test.db.transaction(async (tx) => {
      await tx.prisma.project.create({ data: project('lost-1') });
      await tx.sql.query(`INSERT INTO project (id, slug, name) VALUES ($1, 'lost-2', 'lost-2')`, [newId()]);
      throw new Error('as planned');
    });
    await expect(failed).rejects.toThrow('as planned');
    expect((await slugs()).filter((slug) => slug.startsWith('lost'))).toEqual([]);
  });

  it('joins the transaction that is open when asked for one inside it', async () => {
    const failed = test.db.transaction(async (tx) => {
      await tx.transaction((inner) => inner.prisma.project.create({ data: project('inner') }));
      throw new Error('as planned');
    });
    await expect(failed).rejects.toThrow('as planned');
    expect(await slugs()).not.toContain('inner');
  });
});

describe('newId', () => {
  it('makes ids that sort in the order they were made', () => {
    const ids = Array.from({ length: 1000 }, newId);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(1000);
  });
});
