import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listClips, writeSyntheticClips } from './clips.js';
import { RAVDESS_FOLDER } from './environment.js';
import { relativeErrors } from './feature-error.js';
import { LibrosaPeer } from './librosa-peer.js';
import { ensurePythonVenv } from './python-venv.js';
import { TASK_NAMES, type TaskName } from './task.js';
import { measureTwoWorkerSpeedup } from './two-workers.js';
import { VoxboardSide } from './voxboard-side.js';

// Feature extraction against librosa on the same clips in the same run. Both sides read the files, work on one core and
// take turns, so that whatever else the machine does meets both; the better of the rounds counts for each batch.

const CLIP_COUNT = 48;
const BATCH = 6;
const CLIPS_OF: Readonly<Record<TaskName, number>> = { plain: 48, three_row: 24, hybrid: 12 };
const ROUNDS: Readonly<Record<TaskName, number>> = { plain: 4, three_row: 3, hybrid: 2 };
const VENV = '.voxboard/bench/audio-venv';

async function main(): Promise<void> {
  const python = await ensurePythonVenv(VENV);
  const scratch = await mkdtemp(join(tmpdir(), 'voxboard-bench-audio-'));
  const peer = new LibrosaPeer(python);
  try {
    const clips =
      RAVDESS_FOLDER === null
        ? await writeSyntheticClips(scratch, CLIP_COUNT)
        : await listClips(RAVDESS_FOLDER, CLIP_COUNT);
    console.log(`${clips.length} clips, ${RAVDESS_FOLDER === null ? 'synthetic' : `from ${RAVDESS_FOLDER}`}`);
    const side = new VoxboardSide();
    const ratios = new Map<TaskName, number>();
    for (const task of TASK_NAMES) ratios.set(task, await compare(task, clips, peer, side));
    const errors = await measureErrors(clips, peer, side, join(scratch, 'samples.npy'));
    const peakMb = process.resourceUsage().maxRSS / 1024;
    const speedup = await measureTwoWorkerSpeedup(clips);
    console.log(`two workers ${speedup.toFixed(2)} × one, ${peakMb.toFixed(0)} MB at most with one`);
    console.log(
      JSON.stringify({
        plain_ratio: rounded(ratios.get('plain')),
        three_row_ratio: rounded(ratios.get('three_row')),
        hybrid_ratio: rounded(ratios.get('hybrid')),
        two_worker_speedup: rounded(speedup),
        max_rel_error: Number(errors.sameSamplesMax.toExponential(2)),
        from_file_median_rel_error: Number(errors.fromFileMedian.toExponential(2)),
        from_file_share_within_1e3: rounded(errors.fromFileShare),
        peak_mb: Math.round(peakMb),
        clips: clips.length,
      }),
    );
  } finally {
    await peer.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** librosa's processor time over ours for a task; both sides are warmed up first. */
async function compare(
  task: TaskName,
  clips: readonly string[],
  peer: LibrosaPeer,
  side: VoxboardSide,
): Promise<number> {
  const files = clips.slice(0, CLIPS_OF[task]);
  await peer.time(task, files.slice(0, 3));
  side.time(task, files);
  let librosaSec = 0;
  let voxboardSec = 0;
  for (let start = 0; start < files.length; start += BATCH) {
    const batch = files.slice(start, start + BATCH);
    let bestLibrosa = Number.POSITIVE_INFINITY;
    let bestVoxboard = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS[task]; round++) {
      bestLibrosa = Math.min(bestLibrosa, (await peer.time(task, batch)).cpuSec);
      bestVoxboard = Math.min(bestVoxboard, side.time(task, batch).cpuSec);
    }
    librosaSec += bestLibrosa;
    voxboardSec += bestVoxboard;
  }
  const perSec = (seconds: number) => (files.length / seconds).toFixed(1);
  console.log(
    `${task}: librosa ${perSec(librosaSec)} clips/s, Voxboard ${perSec(voxboardSec)} clips/s a core, ` +
      `ratio ${(librosaSec / voxboardSec).toFixed(2)}`,
  );
  return librosaSec / voxboardSec;
}

/**
 * How far the 162 features are from librosa's: of the same samples at the same rate in 64 bits, and from the file on,
 * where librosa works in 32 bits.
 */
async function measureErrors(
  clips: readonly string[],
  peer: LibrosaPeer,
  side: VoxboardSide,
  samplesPath: string,
): Promise<{ sameSamplesMax: number; fromFileMedian: number; fromFileShare: number }> {
  const sameSamples: number[] = [];
  const fromFile: number[] = [];
  for (const clip of clips) {
    const expected = await peer.features(clip, samplesPath);
    sameSamples.push(...relativeErrors(side.featuresOfSamples(samplesPath), expected.samples));
    fromFile.push(...relativeErrors(side.compute('plain', clip)[0] ?? [], expected.file));
  }
  fromFile.sort((a, b) => a - b);
  const sameSamplesMax = Math.max(...sameSamples);
  const fromFileMedian = fromFile[fromFile.length >> 1] ?? Number.NaN;
  const fromFileShare = fromFile.filter((error) => error <= 1e-3).length / fromFile.length;
  console.log(
    `largest relative error of the same samples ${sameSamplesMax.toExponential(1)}; from the file on: median ` +
      `${fromFileMedian.toExponential(1)}, ${(100 * fromFileShare).toFixed(2)} % of values within 1e-3`,
  );
  return { sameSamplesMax, fromFileMedian, fromFileShare };
}

function rounded(value: number | undefined): number {
  return Number((value ?? Number.NaN).toFixed(3));
}

await main();
