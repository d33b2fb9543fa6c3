import type { MetricColumn } from '@voxboard/domain';
import { openDatabase } from '../database.js';
import { MetricStore } from '../metric-store/index.js';

/** Batch `number` of a run: the same whenever it is made; some go back and write over what is there. */
export function crashBatch(number: number): MetricColumn[] {
  const count = 1 + ((number * 7) % 20);
  const from = number % 5 === 4 ? Math.max(0, number * 10 - 150) : number * 10;
  const steps = Array.from({ length: count }, (_, i) => from + i);
  return ['x', 'y'].map((key) => ({
    key,
    split: 'TRAIN' as const,
    steps,
    values: steps.map((_, i) => number + i / 100),
    timestampsMs: steps.map(() => 1_750_000_000_000 + number),
  }));
}

/** Small enough that segments, joins and rewrites happen all the time. */
export const CRASH_LIMITS = { tail: 8, segment: 200, small: 50, compactAt: 3, window: 16 };

/** Writes batches until it is killed; a line of output says which are acknowledged. */
export async function writeForever(connectionString: string, runId: string, projectId: string, first: number) {
  const db = openDatabase({ connectionString, poolSize: 4 });
  const store = new MetricStore(db, { limits: CRASH_LIMITS });
  for (let number = first; ; number++) {
    await store.append(runId, projectId, crashBatch(number), { batchKey: `batch ${number}` });
    process.stdout.write(`${number}\n`);
  }
}

const [, program, connectionString, runId, projectId, first] = process.argv;
if (program?.endsWith('metric-writer.js') && connectionString && runId && projectId) {
  await writeForever(connectionString, runId, projectId, Number(first));
}
