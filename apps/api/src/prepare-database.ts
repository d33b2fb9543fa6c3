import { ArchitectureRepository, DatabaseUnreachableError, type RootDatabase } from '@voxboard/db';
import { ARCHITECTURE_PRESETS, DomainError } from '@voxboard/domain';
import type { Readers } from './readers.js';

/** Thrown at start when the database lacks migrations that this version needs. */
export class UnmigratedDatabaseError extends DomainError {
  readonly code = 'UNMIGRATED_DATABASE';
  constructor(readonly pending: readonly string[]) {
    super(
      `The database lacks the migrations ${pending.join(', ')}. Run \`node packages/db/dist/bin/migrate.js\` with the same DATABASE_URL, then start again.`,
    );
  }
}

/**
 * Checks at start what would otherwise fail request by request, and sees to the rows that come with Voxboard.
 * @throws DatabaseUnreachableError, UnmigratedDatabaseError
 */
export async function prepareDatabase(db: RootDatabase, readers: Readers): Promise<void> {
  await db.pool.query('/* ping */ SELECT 1').catch((error: unknown) => {
    throw new DatabaseUnreachableError(new URL(db.connectionString).host, error);
  });
  const pending = await readers.health.pendingMigrations();
  if (pending.length > 0) throw new UnmigratedDatabaseError(pending);
  // Prisma's engine takes 60 MB and a fifth of a second when first used: an API that only reads need not have it.
  const presets = new Set(await readers.architecture.presetNames());
  if (!ARCHITECTURE_PRESETS.every((name) => presets.has(name))) await new ArchitectureRepository(db).ensurePresets();
}
