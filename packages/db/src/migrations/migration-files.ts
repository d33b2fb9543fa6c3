import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A migration as it lies in `prisma/migrations/<name>/migration.sql`. */
export interface MigrationFile {
  readonly name: string;
  readonly sql: string;
}

/** `prisma/` of the repository: the same number of levels up from `src/migrations` as from `dist/migrations`. */
export const PRISMA_DIR = join(dirname(fileURLToPath(import.meta.url)), '../../../../prisma');

/** All migrations, oldest first. */
export async function readMigrations(prismaDir = PRISMA_DIR): Promise<MigrationFile[]> {
  const dir = join(prismaDir, 'migrations');
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({ name, sql: await readFile(join(dir, name, 'migration.sql'), 'utf8') })),
  );
}

export function readMigrationLock(prismaDir = PRISMA_DIR): Promise<string> {
  return readFile(join(prismaDir, 'migrations/migration_lock.toml'), 'utf8');
}

export function readSchema(prismaDir = PRISMA_DIR): Promise<string> {
  return readFile(join(prismaDir, 'schema.prisma'), 'utf8');
}
