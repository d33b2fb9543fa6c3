import { readMigrations } from '../migrations/migration-files.js';
import type { Queryable } from './queryable.js';

export interface HealthRow {
  /** Name of the newest migration that was applied whole; null in an empty database. */
  readonly migration: string | null;
  readonly queuedRuns: number;
  readonly aliveWorkers: number;
}

export class HealthReader {
  constructor(private readonly sql: Queryable) {}

  async read(workersHeardSince: Date): Promise<HealthRow> {
    const { rows } = await this.sql.query<HealthRow>({
      name: 'health',
      text: `/* health */ SELECT
          (SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL
            ORDER BY migration_name DESC LIMIT 1) AS migration,
          (SELECT count(*)::int FROM run WHERE status = 'QUEUED') AS "queuedRuns",
          (SELECT count(*)::int FROM worker WHERE stopped_at IS NULL AND heartbeat_at >= $1) AS "aliveWorkers"`,
      values: [workersHeardSince],
    });
    return rows[0] ?? { migration: null, queuedRuns: 0, aliveWorkers: 0 };
  }

  /** Migrations of this version that the database lacks; all of them where there is no table of migrations. */
  async pendingMigrations(): Promise<string[]> {
    const known = (await readMigrations()).map((migration) => migration.name);
    const { rows: tables } = await this.sql.query<{ present: boolean }>({
      text: `/* migrationsPresent */ SELECT to_regclass('_prisma_migrations') IS NOT NULL AS present`,
    });
    if (!tables[0]?.present) return known;
    const { rows } = await this.sql.query<{ name: string }>({
      text: `/* finishedMigrations */ SELECT migration_name AS name FROM _prisma_migrations
        WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
    });
    const finished = new Set(rows.map((row) => row.name));
    return known.filter((name) => !finished.has(name));
  }
}
