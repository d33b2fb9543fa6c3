import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, newId, openDatabase, type RootDatabase, startEmbeddedPostgres } from '@voxboard/db';
import { atInterrupt } from '../support/at-interrupt.js';

export interface BenchDatabase {
  readonly db: RootDatabase;
  close(): Promise<void>;
}

/** A fresh Postgres with default durability, migrated, in a folder that goes away. */
export async function openBenchDatabase(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'voxboard-bench-'));
  await chmod(folder, 0o755);
  atInterrupt(() => rm(folder, { recursive: true, force: true }));
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  atInterrupt(() => server.stop());
  await migrate(server.connectionString);
  const db = openDatabase({ connectionString: server.connectionString, poolSize: 12 });
  // A row per point with its key: what the store is measured against.
  await db.pool.query(`CREATE TABLE raw_point (series int NOT NULL, step int NOT NULL, value float8 NOT NULL,
    ts int8 NOT NULL, PRIMARY KEY (series, step))`);
  return {
    db,
    close: async () => {
      await db.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface BenchRun {
  readonly runId: string;
  readonly projectId: string;
}

/** Whoever ends runs marks their experiment's boards each time, which is slow for one experiment in one statement. */
const RUNS_AN_EXPERIMENT = 500;

/** Runs of a project of their own, written in two statements. */
export async function makeRuns(db: RootDatabase, count: number): Promise<BenchRun[]> {
  const projectId = newId();
  await db.prisma.project.create({ data: { id: projectId, slug: `bench-${projectId}`, name: 'bench' } });
  const experimentIds = Array.from({ length: Math.ceil(count / RUNS_AN_EXPERIMENT) }, () => newId());
  await db.pool.query(
    `INSERT INTO experiment (id, project_id, name, source) SELECT id, $2, 'bench ' || n, 'EXTERNAL'
     FROM unnest($1::uuid[]) WITH ORDINALITY AS u (id, n)`,
    [experimentIds, projectId],
  );
  const runs = Array.from({ length: count }, () => ({ runId: newId(), projectId }));
  await db.pool.query(
    `INSERT INTO run (id, project_id, experiment_id, name, source, status, started_at, finished_at)
     SELECT id, $2, ($3::uuid[])[1 + (n - 1) / ${RUNS_AN_EXPERIMENT}], 'run ' || n, 'EXTERNAL', 'FINISHED', now(), now()
     FROM unnest($1::uuid[]) WITH ORDINALITY AS u (id, n)`,
    [runs.map(({ runId }) => runId), projectId, experimentIds],
  );
  return runs;
}
