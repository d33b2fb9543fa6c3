import { setImmediate } from 'node:timers/promises';
import type { Slices } from '@voxboard/evaluation';

/** Does long work between other requests: it is set down wherever it lets itself be. */
export async function runSlices<Result>(slices: Slices<Result>): Promise<Result> {
  for (;;) {
    const step = slices.next();
    if (step.done) return step.value;
    await setImmediate();
  }
}
