import { ArchitectureRepository, DatabaseUnreachableError, type RootDatabase } from '@voxboard/db';
import { DomainError } from '@voxboard/domain';
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
  const pending = await readers.health.pendingMigrations().catch((error: unknown) => {
    throw new DatabaseUnreachableError(new URL(db.connectionString).host, error);
  });
  if (pending.length > 0) throw new UnmigratedDatabaseError(pending);
  await new ArchitectureRepository(db).ensurePresets();
}
