import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { listClips, writeSyntheticClips } from './clips.js';
import { RAVDESS_FOLDER } from './environment.js';
import { relativeErrors } from './feature-error.js';
import { LibrosaPeer } from './librosa-peer.js';
import { measureParity, type ParityResult } from './parity.js';
import { ensurePythonVenv } from './python-venv.js';
import { TASK_NAMES, type TaskName } from './task.js';
import { measureTwoWorkerSpeedup } from './two-workers.js';
import { VoxboardSide } from './voxboard-side.js';
import { extractInProcess } from './whole-set.js';

// Feature extraction against librosa on the same clips in the same run. Both sides read the files, work on one core and
// take turns, so that whatever else the machine does meets both; the better of the rounds counts for each batch.

const CLIP_COUNT = 48;
const BATCH = 6;
const CLIPS_OF: Readonly<Record<TaskName, number>> = { plain: 48, three_row: 24, hybrid: 12 };
const ROUNDS: Readonly<Record<TaskName, number>> = { plain: 5, three_row: 5, hybrid: 4 };
const PARITY_CLIPS = 24;
const MANY_CLIPS = 10_000;
/** Columns of the 162 that hold chroma: from, to before. */
const CHROMA_COLUMNS = [1, 13] as const;
/** Relative change of librosa's own chroma that still counts as none. */
const STABLE = 1e-4;
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
    const peakMb = process.resourceUsage().maxRSS / 1024;
    const errors = await measureErrors(clips, peer, side, join(scratch, 'samples.npy'));
    const parity = reportParity(await measureParity(clips.slice(0, PARITY_CLIPS), peer, join(scratch, 'parity')));
    const speedup = await measureTwoWorkerSpeedup(clips);
    console.log(
      `two workers ${speedup.wall.toFixed(2)} × one (${speedup.cpu.toFixed(2)} × by processor time), ` +
        `${peakMb.toFixed(0)} MB at most with one`,
    );
    const sets = await measureSets(clips);
    console.log(
      JSON.stringify({
        plain_ratio: rounded(ratios.get('plain')),
        three_row_ratio: rounded(ratios.get('three_row')),
        hybrid_ratio: rounded(ratios.get('hybrid')),
        two_worker_speedup: rounded(speedup.wall),
        two_worker_cpu_speedup: rounded(speedup.cpu),
        max_rel_error: exponent(Math.max(errors.sameSamplesMax, parity.max_feature_rel_error)),
        from_file_max_rel_error: exponent(errors.fromFileMax),
        from_file_median_rel_error: exponent(errors.fromFileMedian),
        from_file_share_within_1e3: rounded(errors.fromFileShare),
        librosa_unstable_chroma_clips: errors.unstableClips,
        ...parity,
        peak_mb: Math.round(peakMb),
        ...sets,
        clips: clips.length,
      }),
    );
  } finally {
    await peer.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

function reportParity({ worst, librosaTonnetzSpread, pitchFrames, splits }: ParityResult) {
  const listed = Object.entries(worst).map(([name, error]) => `${name} ${error.toExponential(1)}`);
  console.log(`largest relative error of each feature, whole clips, same samples: ${listed.join(', ')}`);
  const { tonnetz = Number.NaN, ...others } = worst;
  console.log(
    `tonnetz: librosa differs from itself by ${librosaTonnetzSpread.toExponential(1)} when the signal is 0.8 dB louder, ` +
      'because its constant-Q transform resamples in single precision',
  );
  console.log(
    `pitch: ${pitchFrames.different} of ${pitchFrames.total} frames choose another trough; ` +
      `split: ${splits.different} of ${splits.total} lists of intervals differ`,
  );
  return {
    max_feature_rel_error: exponent(Math.max(...Object.values(others))),
    tonnetz_rel_error: exponent(tonnetz),
    tonnetz_librosa_self_rel_error: exponent(librosaTonnetzSpread),
    feature_rel_errors: Object.fromEntries(Object.entries(worst).map(([name, error]) => [name, exponent(error)])),
    pitch_frames_other_trough: pitchFrames.different,
    pitch_frames: pitchFrames.total,
    split_lists_different: splits.different,
    split_lists: splits.total,
  };
}

/** The engine over the whole corpus, three rows a clip, and over ten times a thousand clips, for its memory. */
async function measureSets(clips: readonly string[]) {
  const threadCount = availableParallelism();
  const files = RAVDESS_FOLDER === null ? clips : await listClips(RAVDESS_FOLDER, Number.POSITIVE_INFINITY);
  const whole = await extractInProcess({ files: [...files], count: files.length, recipe: 'study-162', threadCount });
  const memoryOf = async (count: number) =>
    (await extractInProcess({ files: [...clips], count, recipe: 'study-162-plain', threadCount })).peakMb;
  const [small, large] = [await memoryOf(MANY_CLIPS / 10), await memoryOf(MANY_CLIPS)];
  console.log(
    `three rows of ${files.length} clips on ${threadCount} threads: ${whole.wallSec.toFixed(1)} s, ` +
      `${whole.failed} failed, ${whole.peakMb.toFixed(0)} MB; peak memory of ${MANY_CLIPS / 10} clips ` +
      `${small.toFixed(0)} MB, of ${MANY_CLIPS} ${large.toFixed(0)} MB`,
  );
  return {
    whole_set_s: rounded(whole.wallSec),
    whole_set_clips: files.length,
    whole_set_failed: whole.failed,
    whole_set_threads: threadCount,
    memory_1k_mb: Math.round(small),
    memory_10k_mb: Math.round(large),
  };
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

interface FeatureErrors {
  readonly sameSamplesMax: number;
  readonly fromFileMedian: number;
  readonly fromFileShare: number;
  /** Without the chroma of unstable clips. */
  readonly fromFileMax: number;
  /**
   * Clips for which librosa's own chroma change by more than `STABLE` when they are played 0.8 dB louder: frames of near
   * silence, normalised to their peak, hold nothing but the rounding of its single-precision resampler.
   */
  readonly unstableClips: number;
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
): Promise<FeatureErrors> {
  const sameSamples: number[] = [];
  const fromFile: number[] = [];
  const comparable: number[] = [];
  let unstableClips = 0;
  for (const clip of clips) {
    const expected = await peer.features(clip, samplesPath);
    sameSamples.push(...relativeErrors(side.featuresOfSamples(samplesPath), expected.samples));
    const errors = relativeErrors(side.compute('plain', clip)[0] ?? [], expected.file);
    fromFile.push(...errors);
    const chroma = expected.file.slice(...CHROMA_COLUMNS);
    const isStable = chroma.every((value, i) => Math.abs((expected.louderChroma[i] ?? 0) - value) <= STABLE * value);
    if (!isStable) unstableClips++;
    comparable.push(...errors.filter((_, i) => isStable || i < CHROMA_COLUMNS[0] || i >= CHROMA_COLUMNS[1]));
  }
  fromFile.sort((a, b) => a - b);
  const sameSamplesMax = Math.max(...sameSamples);
  const fromFileMedian = fromFile[fromFile.length >> 1] ?? Number.NaN;
  const fromFileShare = fromFile.filter((error) => error <= 1e-3).length / fromFile.length;
  const fromFileMax = Math.max(...comparable);
  console.log(
    `largest relative error of the same samples ${sameSamplesMax.toExponential(1)}; from the file on: median ` +
      `${fromFileMedian.toExponential(1)}, ${(100 * fromFileShare).toFixed(2)} % of values within 1e-3; largest ` +
      `${fromFileMax.toExponential(1)} but for the chroma of ${unstableClips} clips, for which librosa itself ` +
      'gives others when the clip is 0.8 dB louder',
  );
  return { sameSamplesMax, fromFileMedian, fromFileShare, fromFileMax, unstableClips };
}

function exponent(value: number): number {
  return Number(value.toExponential(2));
}

function rounded(value: number | undefined): number {
  return Number((value ?? Number.NaN).toFixed(3));
}

await main();
