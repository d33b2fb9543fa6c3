import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { TaskName } from './task.js';
import { VoxboardSide } from './voxboard-side.js';

const REPEATS = 4;
const TASK: TaskName = 'three_row';

/**
 * How many times faster two threads work through the clips than one. They take turns; the best of several runs counts
 * for each. By processor time the speed-up is what it would be on a machine that does nothing else.
 */
export async function measureTwoWorkerSpeedup(files: readonly string[]): Promise<{ wall: number; cpu: number }> {
  const [single, pair] = await Promise.all([startWorkers(files, 1), startWorkers(files, 2)]);
  try {
    const [one, two] = [worstTimes(), worstTimes()];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      for (const [workers, best] of [
        [single, one],
        [pair, two],
      ] as const) {
        const { wallSec, cpuSec } = await secondsOf(workers);
        best.wallSec = Math.min(best.wallSec, wallSec);
        best.cpuSec = Math.min(best.cpuSec, cpuSec);
      }
    }
    return { wall: one.wallSec / two.wallSec, cpu: (2 * one.cpuSec) / two.cpuSec };
  } finally {
    await Promise.all([...single, ...pair].map((worker) => worker.terminate()));
  }
}

/** Threads that have warmed up on their share of the files. */
async function startWorkers(files: readonly string[], count: number): Promise<Worker[]> {
  const workers = Array.from({ length: count }, (_, i) => {
    const share = files.filter((_file, index) => index % count === i);
    return new Worker(new URL(import.meta.url), { workerData: { files: share } });
  });
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return workers;
}

function worstTimes(): { wallSec: number; cpuSec: number } {
  return { wallSec: Number.POSITIVE_INFINITY, cpuSec: Number.POSITIVE_INFINITY };
}

async function secondsOf(workers: readonly Worker[]): Promise<{ wallSec: number; cpuSec: number }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  const answers = workers.map((worker) => once(worker, 'message'));
  for (const worker of workers) worker.postMessage('go');
  await Promise.all(answers);
  const { user, system } = process.cpuUsage(cpu);
  return { wallSec: (performance.now() - start) / 1000, cpuSec: (user + system) / 1e6 };
}

if (!isMainThread) {
  const { files } = z.object({ files: z.array(z.string()) }).parse(workerData);
  const side = new VoxboardSide();
  side.time(TASK, files.slice(0, 6));
  parentPort?.on('message', () => {
    side.time(TASK, files);
    parentPort?.postMessage('done');
  });
  parentPort?.postMessage('ready');
}
