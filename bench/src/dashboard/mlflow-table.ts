import type { RootDatabase } from '@voxboard/db';
import { MAX_WAIT_MS, type OpenPage } from './bench-page.js';

/**
 * Gives an experiment of MLflow's so many runs, with nine parameters and six metrics each as those beside them have,
 * straight into its tables: over its API it would take a quarter of an hour. The name of the run of the greatest `uar`.
 */
export async function fillMlflow(mlflow: RootDatabase['pool'], experimentId: string, count: number): Promise<string> {
  const id = `md5('run ' || n)`;
  await mlflow.query(
    `INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time,
       source_version, lifecycle_stage, artifact_uri, experiment_id)
     SELECT ${id}, 'run ' || lpad(n::text, 6, '0'), 'LOCAL', '', '', 'bench', 'FINISHED', 1750000000000 + n * 1000,
       1750000500000 + n * 1000, '', 'active', '/tmp', $1::int FROM generate_series(1, $2::int) n`,
    [experimentId, count],
  );
  await mlflow.query(
    `INSERT INTO tags (key, value, run_uuid)
     SELECT 'mlflow.runName', 'run ' || lpad(n::text, 6, '0'), ${id} FROM generate_series(1, $1::int) n`,
    [count],
  );
  await mlflow.query(
    `INSERT INTO params (key, value, run_uuid)
     SELECT key, (n % (10 + length(key)))::text, ${id} FROM generate_series(1, $1::int) n,
       unnest(ARRAY['width','depth','dropout','learning_rate','optimizer','batch_size','augmented','trial','model']) key`,
    [count],
  );
  for (const table of ['metrics', 'latest_metrics']) {
    await mlflow.query(
      `INSERT INTO ${table} (key, value, timestamp, step, is_nan, run_uuid)
       SELECT key, (hashint8(n * 31 + length(key)) & 1048575) / 1048576.0, 1750000000000, 99, false, ${id}
       FROM generate_series(1, $1::int) n,
         unnest(ARRAY['uar','accuracy','val_uar','val_accuracy','val_loss','loss']) key`,
      [count],
    );
  }
  for (const table of ['runs', 'tags', 'params', 'metrics', 'latest_metrics'])
    await mlflow.query(`VACUUM ANALYZE ${table}`);
  const { rows } = await mlflow.query<{ name: string }>(
    `SELECT r.name FROM latest_metrics m JOIN runs r USING (run_uuid) WHERE m.key = 'uar' ORDER BY m.value DESC LIMIT 1`,
  );
  return rows[0]?.name ?? '';
}

/** Ids of the first runs of `fillMlflow`. */
export async function firstMlflowRuns(mlflow: RootDatabase['pool'], count: number): Promise<string[]> {
  const { rows } = await mlflow.query<{ id: string }>('SELECT run_uuid AS id FROM runs ORDER BY name LIMIT $1', [
    count,
  ]);
  return rows.map(({ id }) => id);
}

/** Milliseconds until MLflow's own page lists the runs ordered by a metric, one a round; the first is left out. */
export async function measureMlflowTable(
  openPage: OpenPage,
  mlflowUrl: string,
  experimentId: string,
  best: string,
  rounds: number,
): Promise<number[]> {
  const times: number[] = [];
  const isThere = `document.body && document.body.innerText.includes(${JSON.stringify(best)})`;
  const order = 'orderByKey=metrics.%60uar%60&orderByAsc=false';
  for (let round = 0; round <= rounds; round += 1) {
    const page = await openPage();
    await page.addInitScript({
      content: `const look = () => requestAnimationFrame(${isThere} ? () => { window.usableAt = performance.now(); } : look); look();`,
    });
    await page.goto(`${mlflowUrl}/#/experiments/${experimentId}/runs?${order}`, { timeout: MAX_WAIT_MS });
    await page.waitForFunction('window.usableAt', undefined, { timeout: MAX_WAIT_MS });
    const ms = await page.evaluate<number>('window.usableAt');
    if (round > 0) times.push(ms);
    await page.close();
  }
  return times;
}
