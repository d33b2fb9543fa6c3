#!/usr/bin/env node
import { readSchema } from '../migrations/migration-files.js';
import { SchemaEngineClient } from '../migrations/schema-engine.js';

// Prints the SQL that takes a database to prisma/schema.prisma: `diff-schema.js CONNECTION_STRING [--from-empty]`.
const [connectionString, fromEmpty] = process.argv.slice(2);
if (connectionString === undefined) {
  process.stderr.write('usage: diff-schema.js CONNECTION_STRING [--from-empty]\n');
  process.exitCode = 1;
} else {
  const engine = await SchemaEngineClient.open(connectionString);
  const schema = await readSchema();
  process.stdout.write(
    fromEmpty === '--from-empty' ? await engine.createScript(schema) : await engine.driftScript(schema),
  );
  await engine.close();
}
