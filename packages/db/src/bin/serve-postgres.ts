#!/usr/bin/env node
import { fstatSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../embedded-postgres/embedded-postgres.js';
import { migrate } from '../migrations/migrate.js';

// `serve-postgres.js --data DIR [--port N]`: Postgres on DIR/postgres, migrated. Prints one JSON line when ready; ends
// on SIGTERM, SIGINT, or when its input ends, which is how it learns that whoever started it has died.
try {
  const { values } = parseArgs({ options: { data: { type: 'string' }, port: { type: 'string' } } });
  if (values.data === undefined) throw new Error('usage: serve-postgres.js --data DIR [--port N]');
  await serve(values.data, values.port === undefined ? undefined : Number(values.port));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

async function serve(dataDir: string, port: number | undefined): Promise<void> {
  const ended = untilAskedToStop();
  const postgres = await startEmbeddedPostgres({
    dataDir: join(dataDir, 'postgres'),
    ...(port !== undefined && { port }),
  });
  try {
    await migrate(postgres.connectionString);
    process.stdout.write(`${JSON.stringify({ ready: true, connectionString: postgres.connectionString })}\n`);
    const crashed = postgres.exited.then(() => 'crashed' as const);
    if ((await Promise.race([ended, crashed])) === 'crashed') throw new Error('Postgres ended unexpectedly.');
  } finally {
    await postgres.stop();
  }
  process.exit(0);
}

function untilAskedToStop(): Promise<'asked'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve('asked'));
    const input = fstatSync(0);
    // Of a terminal or /dev/null the end says nothing about who started this.
    if (input.isFIFO() || input.isSocket()) process.stdin.resume().on('end', () => resolve('asked'));
  });
}
