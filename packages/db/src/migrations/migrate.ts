import { createHash } from 'node:crypto';
import pg from 'pg';
import { DatabaseUnreachableError, FailedMigrationError, NewerDatabaseError } from '../database.errors.js';
import { type MigrationFile, readMigrationLock, readMigrations } from './migration-files.js';

/** Any constant will do, as long as every Voxboard process uses the same one. */
const ADVISORY_LOCK = 7_236_415_071;

export interface MigrateOptions {
  /** Called with one line per step. */
  readonly onProgress?: (line: string) => void;
  /** Another `prisma/` folder; for tests. */
  readonly prismaDir?: string;
}

interface AppliedRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

/**
 * Brings a database to this version's schema: Prisma's migrations, then the job queue's own. Any number of processes
 * may call it at once; one works, the others wait and find nothing to do. Returns the migrations applied.
 * @throws DatabaseUnreachableError, NewerDatabaseError, FailedMigrationError
 */
export async function migrate(connectionString: string, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = await readMigrations(options.prismaDir);
  const client = new pg.Client({ connectionString, application_name: 'voxboard-migrate' });
  // A connection lost while idle surfaces at the next query.
  client.on('error', () => undefined);
  await connect(client);
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    const pending = await findPending(client, migrations);
    const applied = await applyPending(client, connectionString, migrations, pending, options);
    await installQueue(connectionString);
    return applied;
  } finally {
    await client.end();
  }
}

async function connect(client: pg.Client): Promise<void> {
  try {
    await client.connect();
  } catch (error) {
    throw new DatabaseUnreachableError(`${client.host}:${client.port}`, error);
  }
}

/** @throws NewerDatabaseError */
async function findPending(client: pg.Client, migrations: readonly MigrationFile[]): Promise<MigrationFile[]> {
  const { rows: tables } = await client.query<{ present: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`,
  );
  if (!tables[0]?.present) return [...migrations];
  const { rows } = await client.query<AppliedRow>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = rows.map((row) => row.migration_name).filter((name) => !known.has(name));
  if (unknown.length > 0) throw new NewerDatabaseError(unknown.sort());
  const finished = new Set(rows.filter((row) => row.finished_at !== null).map((row) => row.migration_name));
  return migrations.filter(({ name }) => !finished.has(name));
}

async function applyPending(
  client: pg.Client,
  connectionString: string,
  migrations: readonly MigrationFile[],
  pending: readonly MigrationFile[],
  { onProgress, prismaDir }: MigrateOptions,
): Promise<string[]> {
  if (pending.length === 0) return [];
  await forgetFailures(client, pending);
  const lockfile = await readMigrationLock(prismaDir);
  const { SchemaEngineClient } = await import('./schema-engine.js');
  const engine = await SchemaEngineClient.open(connectionString);
  try {
    for (const migration of pending) {
      onProgress?.(`Applying migration ${migration.name}`);
      // One at a time, so that a failure can be named.
      const upTo = migrations.slice(0, migrations.indexOf(migration) + 1);
      await engine.apply(upTo, lockfile).catch((error: unknown) => {
        throw new FailedMigrationError(migration.name, error);
      });
    }
  } finally {
    await engine.close();
  }
  return pending.map(({ name }) => name);
}

/**
 * A migration runs as one transaction, so one that failed left nothing but its mark in the table. With the mark the
 * engine would refuse to go on even after the cause is repaired.
 */
async function forgetFailures(client: pg.Client, pending: readonly MigrationFile[]): Promise<void> {
  const { rows } = await client.query<{ present: boolean }>(
    `SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`,
  );
  if (!rows[0]?.present) return;
  await client.query(
    `UPDATE _prisma_migrations SET rolled_back_at = now()
     WHERE finished_at IS NULL AND rolled_back_at IS NULL AND migration_name = ANY ($1)`,
    [pending.map(({ name }) => name)],
  );
}

/** The queue's tables are its own; it keeps its own list of what is applied and refuses newer breaking ones. */
async function installQueue(connectionString: string): Promise<void> {
  const pool = new pg.Pool({ connectionString, max: 1, allowExitOnIdle: true });
  try {
    const { runMigrations } = await import('graphile-worker');
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
  }
}

/** Names the exact set of migrations: a template database made under another fingerprint is stale. */
export async function migrationsFingerprint(prismaDir?: string): Promise<string> {
  const hash = createHash('sha256');
  for (const { name, sql } of await readMigrations(prismaDir)) hash.update(name).update('\0').update(sql).update('\0');
  return hash.digest('hex').slice(0, 16);
}
