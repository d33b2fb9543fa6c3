import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ExecutorLostError, JobFailedError } from './executor.errors.js';
import { Executor } from './executor.js';

// A stand-in for the real entry that does what the payload says.
const ENTRY = `
process.on('message', (m) => {
  if (m.kind === 'cancel') return process.send({ kind: 'failed', id: m.id, code: 'CANCELED', message: 'canceled' });
  if (m.payload === 'succeed') process.send({ kind: 'done', id: m.id });
  if (m.payload === 'fail') process.send({ kind: 'failed', id: m.id, code: 'NAN_FEATURES', message: 'row 3 holds NaN' });
  if (m.payload === 'die') process.kill(process.pid, 'SIGKILL');
});
process.on('disconnect', () => process.exit(0));
`;

let folder: string;
let executor: Executor;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voxboard-executor-'));
  await writeFile(join(folder, 'entry.mjs'), ENTRY);
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => executor.stop());

function run(payload: string, signal = new AbortController().signal): Promise<void> {
  return executor.run('run.train', payload, 'worker', signal);
}

describe('Executor', () => {
  const make = () => new Executor({ idleMs: 60_000, env: {}, entry: join(folder, 'entry.mjs') });

  test('runs job after job in the same process', async () => {
    executor = make();
    await run('succeed');
    const first = executor.processId;
    await run('succeed');
    expect(executor.processId).toBe(first);
  });

  test('passes on the error of a failed job and goes on', async () => {
    executor = make();
    await expect(run('fail')).rejects.toThrow(JobFailedError);
    await expect(run('fail')).rejects.toThrow('row 3 holds NaN');
    await run('succeed');
  });

  test('says how its process ended, and starts another for the next job', async () => {
    executor = make();
    await expect(run('die')).rejects.toThrow(ExecutorLostError);
    await expect(run('die')).rejects.toThrow('SIGKILL');
    await run('succeed');
  });

  test('an abort reaches the job, also one given before the job began', async () => {
    executor = make();
    const controller = new AbortController();
    const job = run('wait', controller.signal);
    controller.abort();
    await expect(job).rejects.toThrow('canceled');
    await expect(run('wait', controller.signal)).rejects.toThrow('canceled');
  });

  test('stop leaves no process behind', async () => {
    executor = make();
    await run('succeed');
    const pid = executor.processId;
    await executor.stop();
    expect(executor.processId).toBeNull();
    expect(() => process.kill(pid ?? 0, 0)).toThrow();
  });
});
