import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@voxboard/db';
import { openBenchDatabase } from '../store/bench-database.js';
import { median, rounded } from '../store/measure.js';
import { bytesPerPoint } from '../store/read.js';
import { makeManyRuns } from '../support/many-runs.js';
import { pythonWith } from '../train/python-venv.js';
import { measureFilters, percentile } from './filtering.js';
import {
  type Contestants,
  type IngestResult,
  logEpochs,
  measureClients,
  measureCorners,
  measureIngest,
} from './ingest.js';
import { measureSubscribers } from './live.js';
import { MlflowPeer } from './mlflow-peer.js';
import { partsWanted } from './parts-wanted.js';
import { measureBoard, measureSeries, measureThinning } from './reading.js';
import { TrackioPeer } from './trackio-peer.js';
import { VoxboardApi } from './voxboard-api.js';

// Everything over HTTP, as a script meets it. Peers and product take turns on the same machine and the same Postgres, one
// round to warm up and five that count; figures are medians.
const wanted = partsWanted(process.argv.slice(2));
const say = (line: string) => console.log(line);
const results: Record<string, number | null> = {};
const ratio = (peer: number | null, own: number) => (peer === null ? null : rounded(peer / own));
const keep = (name: string, value: number | null) => {
  results[name] = value === null ? null : rounded(value);
};

/** A server runs for weeks, and V8 goes on compiling for the first thousands of calls; both figures are printed. */
const CALLS_UNTIL_WARM = 3000;
const SUBSCRIBERS = 1000;
const folder = await mkdtemp(join(tmpdir(), 'voxboard-bench-api-'));
const { db, close } = await openBenchDatabase();
const stops: (() => Promise<unknown>)[] = [];
try {
  const [mlflow, trackio] = wanted.has('logging') ? await startPeers() : [null, null];
  const api = await startApi();
  const projectSlug = `bench-${newId()}`;
  await db.prisma.project.create({ data: { id: newId(), slug: projectSlug, name: 'bench' } });
  await measure({ api, db, projectSlug, mlflow, trackio });
} finally {
  for (const stop of stops.reverse()) await stop();
  await close();
  await rm(folder, { recursive: true, force: true });
}
say(JSON.stringify(results));

async function startPeers(): Promise<[MlflowPeer | null, TrackioPeer | null]> {
  try {
    const python = pythonWith('trackers', ['mlflow==3.17.*', 'psycopg2-binary', 'gunicorn', 'trackio==0.43.*']);
    await db.pool.query('CREATE DATABASE mlflow');
    const address = new URL(db.connectionString);
    address.pathname = '/mlflow';
    const mlflow = await MlflowPeer.start(python, address.href, folder);
    stops.push(() => mlflow.stop());
    const trackio = await TrackioPeer.start(python, folder);
    stops.push(() => trackio.stop());
    return [mlflow, trackio];
  } catch (error) {
    say(`the peers take no part: ${error instanceof Error ? error.message : String(error)}`);
    return [null, null];
  }
}

/** The shortest of three starts; the last stays. */
async function startApi(): Promise<VoxboardApi> {
  const seconds: number[] = [];
  for (;;) {
    const api = await VoxboardApi.start(db.connectionString, folder);
    seconds.push(api.readySeconds);
    if (seconds.length === 3) {
      keep('ready_s', Math.min(...seconds));
      stops.push(() => api.stop());
      // Memory at rest: what the start left over is collected first, and nothing tells when.
      await new Promise((resolve) => setTimeout(resolve, 3000));
      keep('idle_mb', await api.memoryMb());
      say(`ready after ${results.ready_s} s, ${results.idle_mb} MB at rest`);
      return api;
    }
    await api.stop();
  }
}

async function measure(parts: Contestants): Promise<void> {
  if (wanted.has('logging')) {
    await measureLogging(parts);
    await measureManyClients(parts);
  }
  if (wanted.has('reading')) await measureReading(parts);
  if (wanted.has('filters')) await measureFiltering(parts);
  if (wanted.has('live')) await measureLive(parts);
  for (const [name, value] of Object.entries(results)) say(`${name}: ${value}`);
}

async function measureLogging(parts: Contestants): Promise<void> {
  keep('log_epoch_first_200_ms', median((await logEpochs(parts, CALLS_UNTIL_WARM)).slice(0, 200)));
  const epoch = await measureIngest(parts, {
    shape: { series: 4, pointsEach: 1 },
    rounds: 6,
    callsARound: 120,
    withPeers: true,
  });
  tell('one epoch of 4 points', epoch);
  keep('log_epoch_ms', epoch.json);
  results.log_epoch_vs_mlflow = ratio(epoch.mlflow, epoch.json);
  results.log_epoch_vs_trackio = ratio(epoch.trackio, epoch.json);
  const thousand = await measureIngest(parts, {
    shape: { series: 10, pointsEach: 100 },
    rounds: 6,
    callsARound: 30,
    withPeers: true,
  });
  tell('1,000 points', thousand);
  results.batch1000_vs_mlflow = ratio(thousand.mlflow, thousand.packed);
  results.batch1000_vs_unnest = ratio(thousand.unnest, thousand.packed);
  results.batch1000_json_vs_unnest = ratio(thousand.unnest, thousand.json);
  const tenThousand = await measureIngest(parts, {
    shape: { series: 10, pointsEach: 1000 },
    rounds: 6,
    callsARound: 12,
    withPeers: false,
  });
  tell('10,000 points', tenThousand);
  results.batch10000_vs_unnest = ratio(tenThousand.unnest, tenThousand.packed);
  results.batch10000_json_vs_unnest = ratio(tenThousand.unnest, tenThousand.json);
}

async function measureManyClients(parts: Contestants): Promise<void> {
  const corners = await measureCorners(parts);
  keep('points_per_s_8_clients', await measureClients(parts, 8, 60, { series: 10, pointsEach: 100 }));
  keep('points_per_s_100x10', corners.wide);
  keep('points_per_s_8_clients_same_series', corners.sameSeries);
  keep('points_per_s_repeated_steps', corners.repeated);
  say(`many clients and corners, points/s: ${JSON.stringify(corners)}`);
  await parts.db.pool.query('VACUUM');
  keep('bytes_per_point', await bytesPerPoint(parts.db));
}

async function measureReading({ api, db, projectSlug }: Contestants): Promise<void> {
  const series = await measureSeries(api, projectSlug);
  keep('history_ms', series.historyMs);
  keep('compare_ms', series.compareMs);
  keep('thinned_10x100k_ms', await measureThinning(api, projectSlug));
  say(`curves read, ms: ${results.history_ms} · ${results.compare_ms} · ${results.thinned_10x100k_ms}`);
  const small = await measureBoard(api, db, 10_000);
  keep('top100_10k_ms', small.top100Ms);
  keep('ranked_10k_ms', small.allMs);
  keep('top100_100k_ms', (await measureBoard(api, db, 100_000)).top100Ms);
}

async function measureFiltering({ api, db }: Contestants): Promise<void> {
  await makeManyRuns(db, 'bench-filters', 100_000);
  const filters = await measureFilters(api, 'bench-filters');
  keep('filter_sort_p50_ms', percentile([...filters.first, ...filters.deep], 0.5));
  keep('filter_sort_p95_ms', percentile(filters.first, 0.95));
  keep('filter_sort_deep_p95_ms', percentile(filters.deep, 0.95));
}

async function measureLive({ api, projectSlug }: Contestants): Promise<void> {
  const { ms, slowestMs, memoryMb } = await measureSubscribers(api, projectSlug, SUBSCRIBERS, 10);
  keep('subscribers_ms', ms);
  keep('subscribers_slowest_ms', slowestMs);
  keep('subscribers_mb', memoryMb);
}

function tell(name: string, result: IngestResult): void {
  const parts = Object.entries(result).map(([who, ms]) => `${who} ${ms === null ? '–' : rounded(ms)}`);
  say(`${name}, ms a call: ${parts.join(' · ')}`);
}
