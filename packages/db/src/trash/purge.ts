import type { Database } from '../database.js';

/** Removed a round, each in a transaction of its own: one that fails holds up nothing else. */
const PURGED_AT_ONCE = 50;

export interface Purged {
  readonly experiments: number;
  readonly runs: number;
  readonly featureSets: number;
  readonly datasets: number;
}

interface Kind {
  readonly table: 'experiment' | 'run' | 'feature_set' | 'dataset';
  /** What must hold besides that the time is up. */
  readonly condition: string;
  /** In order, each with the id as $1; the row itself goes last. */
  readonly steps: readonly string[];
}

const NOT_ACTIVE = `status IN ('FINISHED', 'FAILED', 'CANCELED')`;

/** Files of runs: whoever removes the rows leaves word of them in the same transaction. */
const forgetRuns = (runs: string): string[] => [
  `/* garbageOfRuns */ INSERT INTO file_garbage (kind, key)
     SELECT 'blob', a.sha256 FROM artifact a WHERE a.run_id IN (${runs})
     UNION SELECT 'checkpoint', r.id::text FROM run r WHERE r.id IN (${runs})
   ON CONFLICT (kind, key) DO UPDATE SET created_at = excluded.created_at`,
  `/* batchKeysOfRuns */ DELETE FROM metric_batch WHERE run_id IN (${runs})`,
];

const garbageOfFeatureSets = (sets: string): string =>
  `/* garbageOfFeatureSets */ INSERT INTO file_garbage (kind, key)
     SELECT 'blob', s.sha256 FROM feature_set f CROSS JOIN LATERAL (VALUES (f.matrix_sha256), (f.index_sha256)) s (sha256)
     WHERE f.id IN (${sets}) AND s.sha256 IS NOT NULL
     UNION SELECT 'feature-cache', f.recipe_hash FROM feature_set f WHERE f.id IN (${sets})
   ON CONFLICT (kind, key) DO UPDATE SET created_at = excluded.created_at`;

const OF_DATASET = 'SELECT v.id FROM dataset_version v WHERE v.dataset_id = $1::uuid';

const KINDS: readonly Kind[] = [
  {
    table: 'experiment',
    condition: `NOT EXISTS (SELECT FROM run r WHERE r.experiment_id = x.id AND NOT r.${NOT_ACTIVE})`,
    steps: forgetRuns('SELECT id FROM run WHERE experiment_id = $1::uuid'),
  },
  { table: 'run', condition: `x.${NOT_ACTIVE}`, steps: forgetRuns('SELECT $1::uuid') },
  {
    table: 'feature_set',
    condition: `NOT EXISTS (SELECT FROM experiment e WHERE e.feature_set_id = x.id) AND x.status <> 'RUNNING'`,
    steps: [garbageOfFeatureSets('SELECT $1::uuid')],
  },
  {
    table: 'dataset',
    condition: `NOT EXISTS (SELECT FROM experiment e JOIN feature_set f ON f.id = e.feature_set_id
      JOIN dataset_version v ON v.id = f.dataset_version_id WHERE v.dataset_id = x.id)
      AND NOT EXISTS (SELECT FROM dataset_import i WHERE i.dataset_id = x.id AND i.status = 'RUNNING')`,
    steps: [
      garbageOfFeatureSets(`SELECT f.id FROM feature_set f WHERE f.dataset_version_id IN (${OF_DATASET})`),
      `/* garbageOfClips */ INSERT INTO file_garbage (kind, key)
         SELECT DISTINCT 'blob', c.sha256 FROM clip c WHERE c.dataset_version_id IN (${OF_DATASET})
       ON CONFLICT (kind, key) DO UPDATE SET created_at = excluded.created_at`,
    ],
  },
];

/**
 * Removes the rows of what was deleted and whose grace period is over. Their files are only written down, in the same
 * transaction, for `collectGarbage`. Any number of processes may do it.
 * @param onError told of what could not be removed, which is tried again the next time
 */
export async function purgeDue(db: Database, onError: (error: unknown) => void): Promise<Purged> {
  const counts = { experiment: 0, run: 0, feature_set: 0, dataset: 0 };
  for (const kind of KINDS) {
    for (const id of await dueIds(db, kind)) {
      try {
        counts[kind.table] += (await purgeOne(db, kind, id)) ? 1 : 0;
      } catch (error) {
        onError(error);
      }
    }
  }
  return {
    experiments: counts.experiment,
    runs: counts.run,
    featureSets: counts.feature_set,
    datasets: counts.dataset,
  };
}

async function dueIds(db: Database, { table, condition }: Kind): Promise<string[]> {
  const { rows } = await db.sql.query<{ id: string }>(
    `/* dueForPurge */ SELECT x.id FROM ${table} x WHERE x.purge_after <= now() AND ${condition} ORDER BY x.purge_after LIMIT $1`,
    [PURGED_AT_ONCE],
  );
  return rows.map(({ id }) => id);
}

/** False when another process has it, or somebody restored it meanwhile. */
async function purgeOne(db: Database, { table, condition, steps }: Kind, id: string): Promise<boolean> {
  return db.transaction(
    async (tx) => {
      const { rowCount } = await tx.sql.query(
        `/* lockPurged */ SELECT FROM ${table} x WHERE x.id = $1::uuid AND x.purge_after <= now() AND ${condition} FOR UPDATE SKIP LOCKED`,
        [id],
      );
      if (rowCount !== 1) return false;
      for (const step of steps) await tx.sql.query(step, [id]);
      await tx.sql.query(`/* purge */ DELETE FROM ${table} WHERE id = $1::uuid`, [id]);
      return true;
    },
    { timeoutMs: 600_000 },
  );
}
