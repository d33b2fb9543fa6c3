import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseUnreachableError, FailedMigrationError, NewerDatabaseError } from '../database.errors.js';
import { createEmptyDatabase } from '../testing/test-database.js';
import { migrate } from './migrate.js';
import { PRISMA_DIR, readMigrations, readSchema } from './migration-files.js';
import { SchemaEngineClient } from './schema-engine.js';

describe('migrate', () => {
  let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
  let prismaDir: string;

  beforeEach(async () => {
    database = await createEmptyDatabase();
    prismaDir = await mkdtemp(join(tmpdir(), 'voxboard-prisma-'));
    await cp(PRISMA_DIR, prismaDir, { recursive: true });
  });
  afterEach(async () => {
    await database.close();
    await rm(prismaDir, { recursive: true, force: true });
  });

  const addMigration = async (name: string, sql: string) => {
    await mkdir(join(prismaDir, 'migrations', name), { recursive: true });
    await writeFile(join(prismaDir, 'migrations', name, 'migration.sql'), sql);
  };
  const query = async (text: string) => {
    const client = new pg.Client({ connectionString: database.connectionString });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };

  it('applies every migration once and finds nothing to do the second time', async () => {
    const names = (await readMigrations()).map(({ name }) => name);
    expect(await migrate(database.connectionString)).toEqual(names);
    expect(await migrate(database.connectionString)).toEqual([]);
    expect(await query('SELECT migration_name FROM _prisma_migrations ORDER BY 1')).toEqual(
      names.map((name) => ({ migration_name: name })),
    );
  });

  it('lets ten processes migrate at once: one works and the others wait', async () => {
    const applied = await Promise.all(Array.from({ length: 10 }, () => migrate(database.connectionString)));
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    const [row] = await query('SELECT count(*)::int AS n FROM _prisma_migrations');
    expect(row.n).toBe((await readMigrations()).length);
  });

  it('installs the tables of the job queue', async () => {
    await migrate(database.connectionString);
    expect(await query('SELECT count(*)::int AS n FROM graphile_worker.jobs')).toEqual([{ n: 0 }]);
  });

  it('leaves the database exactly as the schema says', async () => {
    await migrate(database.connectionString);
    const engine = await SchemaEngineClient.open(database.connectionString);
    try {
      expect((await engine.driftScript(await readSchema())).trim()).toBe('-- This is an empty migration.');
      const changed = (await readSchema()).replace(/description +String +@default\(""\)/, 'description String?');
      expect(await engine.driftScript(changed)).toContain('ALTER TABLE "project"');
    } finally {
      await engine.close();
    }
  });

  it('refuses a database that a newer version has migrated', async () => {
    await addMigration('29990101000000_from_the_future', 'CREATE TABLE future (id int);');
    await migrate(database.connectionString, { prismaDir });
    await expect(migrate(database.connectionString)).rejects.toThrow(NewerDatabaseError);
    await expect(migrate(database.connectionString)).rejects.toThrow('29990101000000_from_the_future');
  });

  it('rolls a failing migration back whole, names it, and goes on once it is repaired', async () => {
    await addMigration('29990101000000_broken', 'CREATE TABLE half (id int); SELECT 1 / 0;');
    await expect(migrate(database.connectionString, { prismaDir })).rejects.toThrow(FailedMigrationError);
    expect(await query(`SELECT to_regclass('half') IS NULL AS gone`)).toEqual([{ gone: true }]);
    await addMigration('29990101000000_broken', 'CREATE TABLE half (id int);');
    expect(await migrate(database.connectionString, { prismaDir })).toEqual(['29990101000000_broken']);
    expect(await query(`SELECT to_regclass('half') IS NULL AS gone`)).toEqual([{ gone: false }]);
  });

  it('runs function bodies with semicolons in them', async () => {
    await migrate(database.connectionString);
    const functions = await query(`SELECT proname FROM pg_proc WHERE proname = 'metric_append_tail'`);
    expect(functions).toHaveLength(1);
  });

  it('says which address does not answer', async () => {
    await expect(migrate('postgresql://nobody@127.0.0.1:1/none')).rejects.toThrow(DatabaseUnreachableError);
    await expect(migrate('postgresql://nobody@127.0.0.1:1/none')).rejects.toThrow('127.0.0.1:1');
  });
});
