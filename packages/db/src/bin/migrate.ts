#!/usr/bin/env node
import { environment } from '../environment.js';
import { migrate } from '../migrations/migrate.js';

// Brings DATABASE_URL (or the connection string given) to this version's schema.
const connectionString = process.argv[2] ?? environment().databaseUrl;
try {
  if (connectionString === null) throw new Error('No database given: set DATABASE_URL, or name it as the argument.');
  const applied = await migrate(connectionString, { onProgress: (line) => process.stdout.write(`${line}\n`) });
  process.stdout.write(
    applied.length === 0 ? 'The database is up to date.\n' : `${applied.length} migrations applied.\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
// The schema engine leaves a timer behind that would hold the process for ten seconds.
process.exit();
