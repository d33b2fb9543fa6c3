import { performance } from 'node:perf_hooks';
import { newId, openDatabase } from '@voxboard/db';
import { MlflowPeer } from '../api/mlflow-peer.js';
import { median, rounded } from '../store/measure.js';
import { pythonWith } from '../train/python-venv.js';
import type { Workplace } from './bench-page.js';
import type { BenchReport, Say } from './bench-report.js';
import { measureOpening, measureZooms } from './compare-page.js';
import { makeComparedRuns } from './compared-runs.js';
import type { DashboardStack } from './dashboard-stack.js';
import { measureLive } from './live-page.js';
import { measureMlflowComparison } from './mlflow-compare.js';
import { fillMlflow, firstMlflowRuns, measureMlflowTable } from './mlflow-table.js';
import { measurePage, type PageFigures, ScriptScale } from './page-figures.js';
import { pageAddresses } from './page-routes.js';
import { measureTable, openSorted } from './runs-table-page.js';

const ROUNDS = 3;
/** Routes with more are named. */
const SCRIPT_LIMIT_KB = 250;
const ms = (value: number) => `${rounded(value)} ms`;

/** What a measurement needs besides its place of work. */
export interface Bench {
  readonly stack: DashboardStack;
  readonly report: BenchReport;
  readonly say: Say;
}

export async function tableOf100k({ stack, report, say }: Bench, { openPage }: Workplace): Promise<string> {
  const began = performance.now();
  const { slug, projectId } = await stack.manyRuns(100_000);
  say(`  100,000 runs written in ${((performance.now() - began) / 1000).toFixed(0)} s`);
  const projectUrl = `${stack.url}/p/${slug}`;
  const expected = {
    best: await stack.firstBy(projectId, 'uar', 'DESC'),
    worst: await stack.firstBy(projectId, 'uar', 'ASC'),
    mostAccurate: await stack.firstBy(projectId, 'accuracy', 'DESC'),
  };
  // The servers warm up.
  const first = await openPage();
  await openSorted(first, projectUrl, expected.best);
  await first.close();
  const times = await measureTable(openPage, projectUrl, expected, ROUNDS);
  report.keep('table_usable_ms', median(times.usableMs));
  report.keep('table_sort_ms', median(times.sortMs));
  report.keep('table_jump_ms', median(times.jumpMs));
  report.keep('table_blank_rows', times.blankRows);
  report.keep('table_blank_share', times.blankShare);
  return `100,000 runs usable after ${ms(median(times.usableMs))}, sorted in ${ms(median(times.sortMs))}, at most ${times.blankRows} blank rows while scrolling, a jump into the middle ${ms(median(times.jumpMs))}`;
}

export async function comparisonOf50({ stack, report }: Bench, { openPage, ask }: Workplace): Promise<string> {
  const projectSlug = await emptyProject(stack, 'bench-compare');
  const runIds = await makeComparedRuns(ask, { projectSlug, count: 50, points: 10_000, isFinished: true });
  const projectUrl = `${stack.url}/p/${projectSlug}`;
  const paint = median(await measureOpening(openPage, projectUrl, runIds, ROUNDS));
  report.keep('compare_first_paint_ms', paint);
  const zoom = median(await measureZooms(openPage, projectUrl, runIds));
  report.keep('zoom_ms', zoom);
  return `50 runs with 2 × 10,000 points drawn after ${ms(paint)}, zoomed in ${ms(zoom)}`;
}

export async function livePage({ stack, report }: Bench, workplace: Workplace, seconds: number): Promise<string> {
  const projectSlug = await emptyProject(stack, 'bench-live');
  const runs = { projectSlug, count: 10, points: 0, isFinished: false };
  const runIds = await makeComparedRuns(workplace.ask, runs);
  const projectUrl = `${stack.url}/p/${projectSlug}`;
  const live = await measureLive(workplace, { projectUrl, runIds, seconds });
  report.keep('live_longest_task_ms', live.longestTaskMs);
  report.keep('live_points_per_s', live.pointsPerSecond);
  report.keep('heap_mb_start', live.heapMb[0]);
  report.keep('heap_mb_end', live.heapMb[1]);
  return `${rounded(live.pointsPerSecond)} points/s for ${seconds} s: ${live.longTasks} tasks of 50 ms or more, the longest ${ms(live.longestTaskMs)}; heap ${rounded(live.heapMb[0])} → ${rounded(live.heapMb[1])} MB`;
}

/** The HTML of every page is asked for; what is not there in its place changes nothing in the scripts. */
export async function scriptsOfRoutes({ stack, report, say }: Bench, { signal }: Workplace): Promise<string> {
  const { slug } = await stack.manyRuns(10_000);
  const addresses = await pageAddresses({ project: slug }, newId());
  const scale = new ScriptScale(stack.url, signal);
  const kilobytes: { readonly path: string; readonly kb: number }[] = [];
  for (const path of addresses) kilobytes.push({ path, kb: await scale.initialScriptKb(path) });
  const [largest] = kilobytes.sort((a, b) => b.kb - a.kb);
  if (largest === undefined) throw new Error('the dashboard has no pages');
  for (const { path, kb } of kilobytes) if (kb > SCRIPT_LIMIT_KB) say(`  ${path}: ${rounded(kb)} kB`);
  report.keep('initial_js_kb_max', largest.kb);
  return `of ${kilobytes.length} routes ${largest.path} has the most, ${rounded(largest.kb)} kB gzip`;
}

/** The worst of four pages counts; each is opened three times. */
export async function figuresOfPages({ stack, report, say }: Bench, workplace: Workplace): Promise<string> {
  const { slug } = await stack.manyRuns(10_000);
  const runIds = await stack.tenRuns(workplace);
  const paths = [
    'runs?sort=metrics.test.uar&direction=desc',
    `runs/${runIds[0]}`,
    `compare?runs=${runIds.join(',')}`,
    'leaderboard',
  ];
  const pages: PageFigures[] = [];
  for (const path of paths) {
    const rounds: PageFigures[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      rounds.push(await measurePage(workplace.openPage, `${stack.url}/p/${slug}/${path}`));
    }
    const page = medians(rounds);
    pages.push(page);
    say(`  ${path.replace(/\?.*/, '')}: ${figuresInWords(page)}`);
  }
  const worst = worstOf(pages);
  report.keep('fcp_ms', worst.firstContentfulPaintMs);
  report.keep('lcp_ms', worst.largestContentfulPaintMs);
  report.keep('tbt_ms', worst.totalBlockingMs);
  report.keep('cls', worst.layoutShift);
  return `at worst ${figuresInWords(worst)}`;
}

/** The same number of runs, of parameters and metrics on both sides, ordered by a metric; and ten of them compared. */
export async function ownSideOfMlflow({ stack, report }: Bench, workplace: Workplace): Promise<string> {
  const { slug, projectId } = await stack.manyRuns(10_000);
  const best = await stack.firstBy(projectId, 'uar', 'DESC');
  const projectUrl = `${stack.url}/p/${slug}`;
  const own: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const page = await workplace.openPage();
    const usable = await openSorted(page, projectUrl, best);
    if (round > 0) own.push(usable);
    await page.close();
  }
  report.keep('table_10k_usable_ms', median(own));
  const drawn = median(await measureOpening(workplace.openPage, projectUrl, await stack.tenRuns(workplace), ROUNDS));
  report.keep('compare_10_ms', drawn);
  return `10,000 runs usable after ${ms(median(own))}, 10 runs compared after ${ms(drawn)}`;
}

export async function mlflowSide({ stack, report }: Bench, { openPage }: Workplace): Promise<string> {
  const python = pythonWith('trackers', ['mlflow==3.17.*', 'psycopg2-binary', 'gunicorn', 'trackio==0.43.*']);
  await stack.db.pool.query('CREATE DATABASE mlflow');
  const address = new URL(stack.db.connectionString);
  address.pathname = '/mlflow';
  const peer = await MlflowPeer.start(python, address.href, stack.folder);
  stack.onClose(() => peer.stop());
  const mlflow = openDatabase({ connectionString: address.href });
  stack.onClose(() => mlflow.close());
  const best = await fillMlflow(mlflow.pool, peer.experimentId, 10_000);
  const usable = median(await measureMlflowTable(openPage, peer.pageUrl, peer.experimentId, best, ROUNDS));
  report.keep('mlflow_table_ms', usable);
  report.keep('mlflow_table_ratio', usable / (report.figures.table_10k_usable_ms ?? Number.NaN));
  const runIds = await firstMlflowRuns(mlflow.pool, 10);
  const drawn = median(await measureMlflowComparison(openPage, peer.pageUrl, peer.experimentId, runIds, ROUNDS));
  report.keep('mlflow_compare_ms', drawn);
  report.keep('mlflow_compare_ratio', drawn / (report.figures.compare_10_ms ?? Number.NaN));
  const { mlflow_table_ratio: table, mlflow_compare_ratio: compared } = report.figures;
  return `10,000 runs usable after ${ms(usable)} (${table ?? '–'} times ours), 10 runs compared after ${ms(drawn)} (${compared ?? '–'} times ours)`;
}

async function emptyProject(stack: DashboardStack, slug: string): Promise<string> {
  await stack.db.prisma.project.create({ data: { id: newId(), slug, name: slug } });
  return slug;
}

function medians(rounds: readonly PageFigures[]): PageFigures {
  return combined(rounds, median);
}

function worstOf(pages: readonly PageFigures[]): PageFigures {
  return combined(pages, (values) => Math.max(...values));
}

function combined(all: readonly PageFigures[], into: (values: readonly number[]) => number): PageFigures {
  return {
    firstContentfulPaintMs: into(all.map((one) => one.firstContentfulPaintMs)),
    largestContentfulPaintMs: into(all.map((one) => one.largestContentfulPaintMs)),
    totalBlockingMs: into(all.map((one) => one.totalBlockingMs)),
    layoutShift: into(all.map((one) => one.layoutShift)),
  };
}

function figuresInWords(page: PageFigures): string {
  return `FCP ${rounded(page.firstContentfulPaintMs)} · LCP ${rounded(page.largestContentfulPaintMs)} · TBT ${rounded(page.totalBlockingMs)} ms · CLS ${page.layoutShift.toFixed(3)}`;
}
