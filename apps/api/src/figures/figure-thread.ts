import { parentPort } from 'node:worker_threads';
import { DomainError } from '@voxboard/domain';
import type { FigureAnswer, FigureOrder } from './figure-pool.js';
import { runFigureTask } from './run-figure-task.js';

// One thread that computes figures, so that the API goes on answering meanwhile.
const port = parentPort;
if (!port) throw new Error('figure-thread must be started as a worker thread');

async function answer({ id, task }: FigureOrder): Promise<FigureAnswer> {
  try {
    return { id, ok: true, bytes: await runFigureTask(task) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, ok: false, code: error instanceof DomainError ? error.code : null, message };
  }
}

// Only the pool, in this very program, sends messages here.
port.on('message', (order: FigureOrder) => {
  void answer(order).then((message) => port.postMessage(message));
});
