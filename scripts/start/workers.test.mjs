import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { workerParts } from './workers.mjs';

const bare = mkdtempSync(join(tmpdir(), 'voxboard-workers-'));
const built = mkdtempSync(join(tmpdir(), 'voxboard-workers-'));
mkdirSync(join(built, 'packages/trainer/native/node_modules/@tensorflow/tfjs-node-gpu/lib'), { recursive: true });
afterAll(() => {
  for (const folder of [bare, built]) rmSync(folder, { recursive: true });
});

test('a machine without the CUDA binding has one worker, however many devices it has', () => {
  expect(workerParts(bare, () => ['0', '1'])).toEqual([{ name: 'worker', env: {} }]);
});

test('with the binding there is one worker a device, and each sees its own only', () => {
  expect(workerParts(built, () => ['0', '3'])).toEqual([
    { name: 'worker-gpu0', env: { CUDA_VISIBLE_DEVICES: '0' } },
    { name: 'worker-gpu3', env: { CUDA_VISIBLE_DEVICES: '3' } },
  ]);
  expect(workerParts(built, () => ['0'])).toEqual([{ name: 'worker', env: {} }]);
});
