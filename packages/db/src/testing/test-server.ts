import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.js';
import { environment } from '../environment.js';
import { migrate } from '../migrations/migrate.js';
import { newId } from '../new-id.js';

/** Where tests find the server, and the migrated database they clone. */
export interface TestServerAddress {
  readonly connectionString: string;
  readonly template: string;
}

export interface TestServer extends TestServerAddress {
  stop(): Promise<void>;
}

/** Nothing written here outlives the run, so nothing need reach the disk. */
const THROWAWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** A server with a migrated template: TEST_DATABASE_URL's when that is set, else an embedded one of its own. */
export async function startTestServer(): Promise<TestServer> {
  const given = environment().testDatabaseUrl;
  const { connectionString, stop } =
    given === null ? await startOwn() : { connectionString: given, stop: async () => {} };
  const template = `voxboard_template_${newId().replaceAll('-', '')}`;
  try {
    await administer(connectionString, `CREATE DATABASE ${template}`);
    await migrate(databaseAddress(connectionString, template));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    connectionString,
    template,
    stop: async () => {
      if (given !== null) await administer(connectionString, `DROP DATABASE IF EXISTS ${template} WITH (FORCE)`);
      await stop();
    },
  };
}

async function startOwn(): Promise<{ connectionString: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'voxboard-test-'));
  // Postgres may run as another user, which has to pass through.
  await chmod(folder, 0o755);
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), settings: THROWAWAY });
    return {
      connectionString: server.connectionString,
      stop: async () => {
        await server.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Runs one statement on the server, outside any test's database. */
export async function administer(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

export function databaseAddress(connectionString: string, database: string): string {
  const url = new URL(connectionString);
  url.pathname = `/${database}`;
  return url.href;
}
