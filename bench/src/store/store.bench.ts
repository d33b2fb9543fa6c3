import { measureAppend, measureClients, measureRepeatedSteps } from './append.js';
import { openBenchDatabase } from './bench-database.js';
import { measureLarge } from './large.js';
import { rounded } from './measure.js';
import { bytesPerPoint, measureBoard, measureReads } from './read.js';
import { measureStorage } from './storage.js';

// The metric store alone, without HTTP, against one row a point in the same Postgres within the same seconds.
// `--large` asks how it does with 100 million points (or `--large=N`) instead; that takes some minutes and 4 GB of disk.
const SHAPES = [
  { key: 'epoch', name: 'one epoch: 4 series × 1', shape: { series: 4, pointsEach: 1 }, rounds: 30 },
  { key: 'batch1000', name: '1,000 points: 10 × 100', shape: { series: 10, pointsEach: 100 }, rounds: 8 },
  { key: 'batch1000_wide', name: '1,000 points: 100 × 10', shape: { series: 100, pointsEach: 10 }, rounds: 5 },
  { key: 'batch10000', name: '10,000 points: 10 × 1,000', shape: { series: 10, pointsEach: 1000 }, rounds: 5 },
  { key: 'batch10000_wide', name: '10,000 points: 100 × 100', shape: { series: 100, pointsEach: 100 }, rounds: 3 },
];
const MOST_POINTS = 200_000_000;

const large = process.argv.slice(2).find((argument) => /^--large(=\d+)?$/.test(argument));
const { db, close } = await openBenchDatabase();
const results: Record<string, number> = {};
const say = (line: string) => console.log(line);
try {
  if (large === undefined) await measure();
  else await measureManyPoints(Math.min(MOST_POINTS, Number(large.split('=')[1] ?? 100_000_000)));
  say(JSON.stringify(results));
} finally {
  await close();
}

async function measureManyPoints(points: number): Promise<void> {
  const { appendVsEmpty, ...result } = await measureLarge(db, points, say);
  results.points = result.points;
  results.bytes_per_point = rounded(result.bytesPerPoint);
  for (const [shape, ratio] of Object.entries(appendVsEmpty)) results[`${shape}_vs_empty`] = rounded(ratio);
  results.thinned_10x100k_ms = rounded(result.thinned10x100kMs);
  results.history_100_ms = rounded(result.history100Ms);
  for (const [name, value] of Object.entries(results)) say(`${name}: ${value}`);
}

async function measure(): Promise<void> {
  // The first calls compile functions, prepare statements and grow the files.
  await measureAppend(db, 'warm-up', { series: 10, pointsEach: 100 }, 3);
  for (const { key, name, shape, rounds } of SHAPES) {
    const result = await measureAppend(db, name, shape, rounds);
    say(
      `${name}: store ${rounded(result.storeMs)} ms a call, ${rounded(result.storePointsPerS)} points/s · unnest ${rounded(result.unnestMs)} ms, ${rounded(result.unnestPointsPerS)} points/s · ratio ${rounded(result.ratio)}`,
    );
    results[`${key}_ms`] = rounded(result.storeMs);
    results[`${key}_points_per_s`] = rounded(result.storePointsPerS);
    results[`${key}_vs_unnest`] = rounded(result.ratio);
  }
  const shape = { series: 10, pointsEach: 100 };
  results.points_per_s_8_clients = rounded(await measureClients(db, 8, 40, shape, false));
  results.points_per_s_8_clients_same_series = rounded(await measureClients(db, 8, 40, shape, true));
  results.repeated_epoch_ms = rounded(await measureRepeatedSteps(db, 300));
  results.bytes_per_point_high_water = rounded(await bytesPerPoint(db));
  const reads = await measureReads(db);
  results.history_100_ms = rounded(reads.history100Ms);
  results.read_100k_ms = rounded(reads.read100kMs);
  results.compare_10x4x100_ms = rounded(reads.compareMs);
  results.downsample_10x100k_ms = rounded(reads.downsampleMs);
  results.bytes_per_point = rounded(await bytesPerPoint(db));
  results.top100_of_10k_ms = rounded(await measureBoard(db, 10_000));
  results.top100_of_100k_ms = rounded(await measureBoard(db, 100_000));
  await measureShortRuns();
  for (const [name, value] of Object.entries(results)) if (!name.includes('batch')) say(`${name}: ${value}`);
}

/** In a database of their own, so that nothing else counts. */
async function measureShortRuns(): Promise<void> {
  const own = await openBenchDatabase();
  try {
    const { live32, live100, merged } = await measureStorage(own.db, 150);
    results.short_runs_live_32_epochs_bytes = rounded(live32);
    results.short_runs_live_100_epochs_bytes = rounded(live100);
    results.short_runs_merged_bytes = rounded(merged);
  } finally {
    await own.close();
  }
}
