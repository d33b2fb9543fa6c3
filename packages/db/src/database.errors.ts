import { DomainError } from '@voxboard/domain';

/** Thrown by `migrate` when the database was migrated by a newer Voxboard: an older one would misread its tables. */
export class NewerDatabaseError extends DomainError {
  readonly code = 'NEWER_DATABASE';
  constructor(readonly migrations: readonly string[]) {
    super(
      `The database has migrations that this version of Voxboard does not know (${migrations.join(', ')}). Start the newer version that made them, or use another database.`,
    );
  }
}

/** Thrown by `migrate` when an earlier attempt stopped half-way and left its mark. */
export class FailedMigrationError extends DomainError {
  readonly code = 'FAILED_MIGRATION';
  constructor(
    readonly migration: string,
    cause: unknown,
  ) {
    super(
      `Migration ${migration} failed and was rolled back: ${cause instanceof Error ? cause.message : String(cause)}. Repair what it names, or restore the backup, and start again.`,
      { cause },
    );
  }
}

/** Thrown when a database is not reachable, with the reason in words. */
export class DatabaseUnreachableError extends DomainError {
  readonly code = 'DATABASE_UNREACHABLE';
  constructor(
    readonly address: string,
    cause: unknown,
  ) {
    super(
      `No database answers at ${address}: ${cause instanceof Error ? cause.message || cause.name : String(cause)}. Check DATABASE_URL and that Postgres is running.`,
      { cause },
    );
  }
}
