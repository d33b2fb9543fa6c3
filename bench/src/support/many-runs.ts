import { newId, type RootDatabase } from '@voxboard/db';

export interface ManyRuns {
  readonly slug: string;
  readonly projectId: string;
}

const EXPERIMENTS = 200;
/** A number from 0 to 1 that depends on a run's number and a salt alone: the same runs every time. */
const noise = (salt: number) => `((hashint8extended(n, ${salt}) & 1048575) / 1048576.0)`;
/** Of each series: key, split, and its last value as SQL over `n` and the run's own quality `q`. */
const SERIES: readonly (readonly [key: string, split: string, value: string])[] = [
  ['uar', 'TEST', `q`],
  ['accuracy', 'TEST', `q + 0.04 * ${noise(21)}`],
  ['uar', 'VALIDATION', `q + 0.06 * ${noise(22)}`],
  ['accuracy', 'VALIDATION', `q + 0.05 * ${noise(23)}`],
  ['loss', 'VALIDATION', `2.2 - 2 * q + 0.3 * ${noise(24)}`],
  ['loss', 'TRAIN', `1.4 - 1.5 * q + 0.3 * ${noise(25)}`],
];

/**
 * A project of so many runs of outside scripts, with nine parameters, tags and six metrics each, written by a few
 * statements. Nearly all have ended; each metric is missing in one run of fifty.
 */
export async function makeManyRuns(db: RootDatabase, slug: string, count: number): Promise<ManyRuns> {
  const projectId = newId();
  await db.prisma.project.create({ data: { id: projectId, slug, name: `${count} runs` } });
  await db.pool.query(
    `INSERT INTO experiment (id, project_id, name, source, task, protocol_name, protocol_hash, created_at)
     SELECT gen_random_uuid(), $1, 'sweep ' || lpad(e::text, 3, '0') || ' ' || (ARRAY['cnn','lstm','mlp','resnet'])[1 + e % 4],
       'EXTERNAL', (ARRAY['EMOTION','EMOTION','GENDER']::task[])[1 + e % 3],
       (ARRAY['by-speaker','upm-5','by-clip','study'])[1 + e % 4], repeat(to_hex(e % 4), 64),
       now() - interval '300 days' + e * interval '1 day'
     FROM generate_series(1, $2) e`,
    [projectId, EXPERIMENTS],
  );
  await db.pool.query(
    `WITH ranked AS (SELECT id, row_number() OVER (ORDER BY name) AS e FROM experiment WHERE project_id = $1)
     INSERT INTO run (id, project_id, experiment_id, name, source, status, seed, fold_index, params, tags, epochs_done,
       epoch_count, parameter_count, error_code, created_at, started_at, finished_at)
     SELECT gen_random_uuid(), $1, ranked.id, 'run ' || lpad(n::text, 6, '0'), 'EXTERNAL',
       (CASE WHEN n > $2 - 8 THEN 'RUNNING' WHEN n % 97 = 0 THEN 'FAILED' WHEN n % 211 = 0 THEN 'CANCELED' ELSE 'FINISHED' END)::run_status,
       n % 5, n % 6, jsonb_build_object('width', 64 * (1 + n % 16), 'depth', 1 + n % 6, 'dropout', round((0.5 * ${noise(1)})::numeric, 2),
         'learning_rate', round(power(10, -1 - 4 * ${noise(2)})::numeric, 7), 'optimizer', (ARRAY['adam','sgd','rmsprop'])[1 + n % 3],
         'batch_size', (ARRAY[16, 32, 64])[1 + n % 3], 'augmented', n % 2 = 0, 'trial', n,
         'model', jsonb_build_object('name', (ARRAY['cnn','lstm','mlp','resnet'])[1 + ranked.e % 4])),
       CASE WHEN n % 20 = 0 THEN ARRAY['baseline'] WHEN n % 1000 = 7 THEN ARRAY['paper', 'checked'] ELSE '{}' END,
       10 + n % 90, 100, 1000 * (1 + n % 500), CASE WHEN n % 97 = 0 AND n <= $2 - 8 THEN 'LOST' END,
       now() - interval '300 days' + n * (interval '299 days' / $2), now() - interval '300 days' + n * (interval '299 days' / $2),
       CASE WHEN n <= $2 - 8 THEN now() - interval '300 days' + n * (interval '299 days' / $2) + (5 + 600 * ${noise(3)}) * interval '1 second' END
     FROM generate_series(1, $2::bigint) n JOIN ranked ON ranked.e = 1 + (n * 7919) % ${EXPERIMENTS}`,
    [projectId, count],
  );
  // Without statistics the joins below would go row by row.
  await db.pool.query('ANALYZE run');
  // What is written fits by construction: looking each of a million references up would take most of the time.
  const client = await db.pool.connect();
  try {
    await client.query('SET session_replication_role = replica');
    for (const [key, split] of SERIES) {
      await client.query(
        `INSERT INTO metric_series (project_id, run_id, key, split, last_step)
         SELECT project_id, id, $2, $3::split, 99 FROM run
         WHERE project_id = $1 AND hashtextextended(name || $2 || $3::text, 0) % 50 <> 0`,
        [projectId, key, split],
      );
    }
    await client.query('ANALYZE metric_series');
    for (const [key, split, value] of SERIES) await addSummaries(client, projectId, key, split, value);
    await client.query('RESET session_replication_role');
  } finally {
    client.release();
  }
  for (const table of ['run', 'run_param', 'metric_series', 'metric_summary', 'experiment']) {
    await db.pool.query(`VACUUM ANALYZE ${table}`);
  }
  return { slug, projectId };
}

type Client = Pick<RootDatabase['pool'], 'query'>;

async function addSummaries(client: Client, projectId: string, key: string, split: string, value: string) {
  await client.query(
    `INSERT INTO metric_summary (series_id, project_id, run_id, key, split, count, first_step, first_value, last_step,
       last_value, last_ts, min_value, min_step, max_value, max_step, final_last, final_min, final_max)
     SELECT id, project_id, run_id, key, split, 100, 0, v, 99, v, 0, v - 0.01, 50, v + 0.01, 60,
       CASE WHEN has_ended THEN v END, CASE WHEN has_ended THEN v - 0.01 END, CASE WHEN has_ended THEN v + 0.01 END
     FROM (
       SELECT *, (${value})::float8 AS v FROM (
         SELECT *, 0.2 + 0.5 * ${noise(11)} + 0.0001 * ${noise(12)} AS q FROM (
           SELECT s.*, r.status <> 'RUNNING' AS has_ended, substr(r.name, 5)::bigint AS n
           FROM metric_series s JOIN run r ON r.id = s.run_id
           WHERE s.project_id = $1 AND s.key = $2 AND s.split = $3::split) numbered) graded) valued`,
    [projectId, key, split],
  );
}
