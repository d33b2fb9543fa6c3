import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { TaskName } from './task.js';
import { VoxboardSide } from './voxboard-side.js';

const REPEATS = 4;
const TASK: TaskName = 'three_row';

/**
 * How many times faster two threads work through the clips than one. They take turns; the best of several runs counts
 * for each.
 */
export async function measureTwoWorkerSpeedup(files: readonly string[]): Promise<number> {
  const [single, pair] = await Promise.all([startWorkers(files, 1), startWorkers(files, 2)]);
  try {
    let [one, two] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      one = Math.min(one, await wallSecOf(single));
      two = Math.min(two, await wallSecOf(pair));
    }
    return one / two;
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

async function wallSecOf(workers: readonly Worker[]): Promise<number> {
  const start = performance.now();
  const answers = workers.map((worker) => once(worker, 'message'));
  for (const worker of workers) worker.postMessage('go');
  await Promise.all(answers);
  return (performance.now() - start) / 1000;
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
