import { inject } from 'vitest';
import { openDatabase, type RootDatabase } from '../database.js';
import { newId } from '../new-id.js';
import type {} from './global-setup.js';
import { administer, databaseAddress } from './test-server.js';

/** A database of a test's own, migrated and empty. */
export interface TestDatabase {
  readonly db: RootDatabase;
  readonly connectionString: string;
  /** Closes the connections and drops the database. */
  close(): Promise<void>;
}

/** Clones the template. Needs `globalSetup` of this package (or of testkit) in the project's vitest config. */
export async function createTestDatabase(options: { poolSize?: number } = {}): Promise<TestDatabase> {
  const server = inject('voxboardTestServer');
  const name = `test_${newId().replaceAll('-', '')}`;
  // Copied file by file: page by page, through the log, takes three times as long.
  const statement = `CREATE DATABASE ${name} TEMPLATE ${server.template} STRATEGY FILE_COPY`;
  await administer(server.connectionString, statement);
  const connectionString = databaseAddress(server.connectionString, name);
  const db = openDatabase({ connectionString, applicationName: 'voxboard-test', ...options });
  return {
    db,
    connectionString,
    close: async () => {
      await db.close();
      await administer(server.connectionString, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** An empty database without any table, for tests of migrations themselves. */
export async function createEmptyDatabase(): Promise<{ connectionString: string; close(): Promise<void> }> {
  const server = inject('voxboardTestServer');
  const name = `empty_${newId().replaceAll('-', '')}`;
  await administer(server.connectionString, `CREATE DATABASE ${name}`);
  return {
    connectionString: databaseAddress(server.connectionString, name),
    close: () => administer(server.connectionString, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** A database for the length of `work`. */
export async function withTestDatabase<T>(work: (test: TestDatabase) => Promise<T>): Promise<T> {
  const test = await createTestDatabase();
  try {
    return await work(test);
  } finally {
    await test.close();
  }
}
