export interface DatabaseEnvironment {
  readonly databaseUrl: string | null;
  /** A server whose databases tests may create and drop. */
  readonly testDatabaseUrl: string | null;
}

export function environment(): DatabaseEnvironment {
  return {
    databaseUrl: process.env.DATABASE_URL || null,
    testDatabaseUrl: process.env.TEST_DATABASE_URL || null,
  };
}

/** The environment without Postgres's own variables (PGDATA, PGPORT …), which would mislead a server started from here. */
export function environmentForPostgres(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...Object.fromEntries(kept), LC_MESSAGES: 'C' };
}
