import { JOB, type Job } from './control.js';
import type { SharedKernels } from './kernels.js';
import { type LstmPlan, wide } from './lstm-plan.js';
import type { Chunk } from './run-plan.js';

/** A chunk's rows through the layer, forward or backward. */
export function runLstmChunk(
  kernels: SharedKernels,
  job: Job,
  plan: LstmPlan,
  thread: number,
  { index, first, count }: Chunk,
): void {
  const { steps, inputs, units } = plan;
  const reversed = Number(plan.reversed);
  const sequences = Number(plan.sequences);
  const x = plan.x + first * steps * inputs * 4;
  const y = plan.y + first * (plan.sequences ? steps : 1) * units * 4;
  const gates = plan.gates + first * steps * 4 * units * 4;
  const h = plan.h + first * (steps + 1) * units * 4;
  const c = plan.c + first * (steps + 1) * units * 4;
  const inputMask = plan.inputMask && plan.inputMask + first * inputs * 4;
  const recurrentMask = plan.recurrentMask && plan.recurrentMask + first * units * 4;
  const own = plan.threads[thread];
  if (job === JOB.forward) {
    kernels.lstmForward(
      x,
      plan.kernel,
      plan.recurrent,
      plan.bias,
      gates,
      h,
      c,
      y,
      count,
      steps,
      inputs,
      units,
      reversed,
      sequences,
      inputMask,
      recurrentMask,
      own.rows,
    );
    return;
  }
  const { dKernel, dRecurrent, dBias } = plan.sums[index];
  kernels.clear(dKernel, inputs * units * 16);
  kernels.clear(dRecurrent, units * units * 16);
  kernels.clear(dBias, units * 16);
  kernels.lstmBackward(
    x,
    y,
    plan.kernelT,
    plan.recurrentT,
    gates,
    h,
    c,
    plan.dx && plan.dx + first * steps * wide(inputs) * 4,
    dKernel,
    dRecurrent,
    dBias,
    count,
    steps,
    inputs,
    units,
    reversed,
    sequences,
    inputMask,
    recurrentMask,
    own.dh,
    own.dc,
    own.rows,
    own.panel,
    plan.zeros,
  );
}
