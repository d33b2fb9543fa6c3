import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFactories } from '../testing/factories.js';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.js';
import { OWNED_TABLES, OwnerReader, UNNAMED_TABLES } from './owner-reader.js';

describe('OwnerReader', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());

  it('knows whose the rows of every table with ids are (add a new table to OWNED_TABLES or UNNAMED_TABLES)', async () => {
    const { rows } = await test.db.sql.query<{ table: string }>(
      `SELECT table_name AS table FROM information_schema.columns
        WHERE table_schema = 'public' AND column_name = 'id' AND data_type = 'uuid'`,
    );
    const known = [...Object.keys(OWNED_TABLES), ...UNNAMED_TABLES].sort();
    expect(rows.map(({ table }) => table).sort()).toEqual(known);
  });

  it('finds the project of an id, and nothing for one that is of nothing', async () => {
    const make = makeFactories(test.db);
    const run = await make.run();
    const reader = new OwnerReader(test.db.sql);
    const nothing = '00000000-0000-7000-8000-000000000000';
    expect(await reader.ofIds([nothing, run.id])).toEqual([null, { id: run.id, projectId: run.projectId }]);
  });
});
