import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newId, openDatabase } from '@voxboard/db';
import { chromium } from 'playwright-core';
import { ChildServer, freePort } from '../api/child-server.js';
import { MlflowPeer } from '../api/mlflow-peer.js';
import { VoxboardApi } from '../api/voxboard-api.js';
import { openBenchDatabase } from '../store/bench-database.js';
import { median, rounded } from '../store/measure.js';
import { makeManyRuns } from '../support/many-runs.js';
import { pythonWith } from '../train/python-venv.js';
import type { BenchPage } from './bench-page.js';
import { measureComparison } from './compare-page.js';
import { makeComparedRuns } from './compared-runs.js';
import { fillMlflow, measureMlflowTable } from './mlflow-table.js';
import { measurePage } from './page-figures.js';
import { measureTable, openSorted } from './runs-table-page.js';

// The production build in Chromium, against a real API; MLflow's own page beside it in the same browser.
const DASHBOARD = fileURLToPath(new URL('../../../apps/dashboard/server.mjs', import.meta.url));
const ROUNDS = 5;
const ROUTES = ['', '/runs', '/leaderboard', '/data', '/compare', '/launch'];
const say = (line: string) => console.log(line);
const results: Record<string, number | null> = {};
const keep = (name: string, value: number | null) => {
  results[name] = value === null ? null : rounded(value);
  say(`${name}: ${results[name] ?? '–'}`);
};

const folder = await mkdtemp(join(tmpdir(), 'voxboard-bench-dashboard-'));
const { db, close } = await openBenchDatabase();
const stops: (() => Promise<unknown>)[] = [];
try {
  const api = await VoxboardApi.start(db.connectionString, folder);
  stops.push(() => api.stop());
  const port = await freePort();
  const dashboard = new ChildServer(process.execPath, [DASHBOARD], {
    VOXBOARD_PORT: String(port),
    VOXBOARD_API_URL: api.url,
    NODE_ENV: 'production',
  });
  stops.push(() => dashboard.stop());
  const url = `http://127.0.0.1:${port}`;
  await answers(url);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'],
  });
  stops.push(() => browser.close());
  const openPage = async (): Promise<BenchPage> => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    return Object.assign(page, { close: () => context.close() });
  };
  await measureLargeTable(openPage, url);
  await measureBesideMlflow(openPage, url);
  await measureCompared(openPage, url, api);
  await measureRoutes(openPage, url);
} finally {
  for (const stop of stops.reverse()) await stop();
  await close();
  await rm(folder, { recursive: true, force: true });
}
say(JSON.stringify(results));

async function measureLargeTable(openPage: () => Promise<BenchPage>, url: string): Promise<void> {
  const { projectId } = await makeManyRuns(db, 'bench-100k', 100_000);
  const expected = { best: await firstBy(projectId, 'DESC'), worst: await firstBy(projectId, 'ASC') };
  await openSorted(await openPage(), `${url}/p/bench-100k`, expected.best);
  const times = await measureTable(openPage, `${url}/p/bench-100k`, expected, ROUNDS);
  keep('table_100k_usable_ms', median(times.usableMs));
  keep('table_100k_sort_ms', median(times.sortMs));
  keep('table_100k_jump_ms', median(times.jumpMs));
  keep('table_100k_blank_share', times.blankShare);
}

/** The same number of runs, of parameters and metrics on both sides, ordered by a metric. */
async function measureBesideMlflow(openPage: () => Promise<BenchPage>, url: string): Promise<void> {
  const { projectId } = await makeManyRuns(db, 'bench-10k', 10_000);
  const best = await firstBy(projectId, 'DESC');
  const own: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const page = await openPage();
    own.push(await openSorted(page, `${url}/p/bench-10k`, best));
    await page.close();
  }
  keep('table_10k_usable_ms', median(own));
  try {
    const python = pythonWith('trackers', ['mlflow==3.17.*', 'psycopg2-binary', 'gunicorn', 'trackio==0.43.*']);
    await db.pool.query('CREATE DATABASE mlflow');
    const address = new URL(db.connectionString);
    address.pathname = '/mlflow';
    const peer = await MlflowPeer.start(python, address.href, folder);
    stops.push(() => peer.stop());
    const mlflow = openDatabase({ connectionString: address.href });
    const first = await fillMlflow(mlflow.pool, peer.experimentId, 10_000);
    await mlflow.close();
    const times = await measureMlflowTable(openPage, peer.pageUrl, peer.experimentId, first, 3);
    keep('mlflow_table_10k_usable_ms', median(times));
    keep('table_vs_mlflow', median(times) / median(own));
  } catch (error) {
    say(`MLflow takes no part: ${error instanceof Error ? error.message : String(error)}`);
    keep('table_vs_mlflow', null);
  }
}

async function measureCompared(openPage: () => Promise<BenchPage>, url: string, api: VoxboardApi): Promise<void> {
  const slug = 'bench-compare';
  await db.prisma.project.create({ data: { id: newId(), slug, name: slug } });
  const ask = async <Data>(query: string, variables?: object) => (await api.ask(query, variables)) as Data;
  const runIds = await makeComparedRuns(ask, { projectSlug: slug, count: 50, points: 10_000, isFinished: true });
  const times = await measureComparison(openPage, `${url}/p/${slug}`, runIds, 3);
  keep('compare_50_first_paint_ms', median(times.firstPaintMs));
  keep('compare_50_zoom_ms', median(times.zoomMs));
}

async function measureRoutes(openPage: () => Promise<BenchPage>, url: string): Promise<void> {
  let largest = 0;
  for (const route of ROUTES) {
    const page = await measurePage(openPage, url, `/p/bench-10k${route}`);
    largest = Math.max(largest, page.scriptKb);
    say(
      `${page.path}: script ${rounded(page.scriptKb)} kB · FCP ${rounded(page.firstContentfulPaintMs)} · LCP ${rounded(
        page.largestContentfulPaintMs,
      )} · TBT ${rounded(page.totalBlockingMs)} ms · CLS ${page.layoutShift.toFixed(3)}`,
    );
    if (route !== '/runs') continue;
    keep('runs_fcp_ms', page.firstContentfulPaintMs);
    keep('runs_lcp_ms', page.largestContentfulPaintMs);
    keep('runs_tbt_ms', page.totalBlockingMs);
    keep('runs_cls', page.layoutShift);
  }
  keep('initial_js_kb', largest);
}

/** The name of the run with the greatest or smallest last value of the metric. */
async function firstBy(projectId: string, direction: 'ASC' | 'DESC'): Promise<string> {
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT r.name FROM metric_summary m JOIN run r ON r.id = m.run_id
     WHERE m.project_id = $1 AND m.key = 'uar' AND m.split = 'TEST' ORDER BY m.last_value ${direction} LIMIT 1`,
    [projectId],
  );
  return rows[0]?.name ?? '';
}

async function answers(url: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      if ((await fetch(url)).ok) return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
