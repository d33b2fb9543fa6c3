import { JOB, type Job } from './control.js';
import type { ConvPlan } from './conv-plan.js';
import type { SharedKernels } from './kernels.js';
import type { Chunk } from './run-plan.js';

/** A chunk's rows through the run, forward or backward; sample by sample, so that one stays in the cache. */
export function runConvChunk(kernels: SharedKernels, job: Job, plan: ConvPlan, thread: number, chunk: Chunk): void {
  if (job === JOB.backward) {
    for (const layer of plan.layers) {
      kernels.clear(layer.dWeights[chunk.index], layer.length * layer.coutPadded * 4);
      kernels.clear(layer.dBias[chunk.index], layer.coutPadded * 4);
    }
  }
  for (let sample = chunk.first; sample < chunk.first + chunk.count; sample++) {
    if (job === JOB.forward) {
      for (let stage = 0; stage < plan.layers.length; stage++) forward(kernels, plan, thread, sample, stage);
    } else {
      backward(kernels, plan, thread, chunk.index, sample);
    }
  }
}

/** First row of a stage's input, before the zero rows. */
function inputOf(plan: ConvPlan, thread: number, sample: number, stage: number): number {
  if (stage === plan.layers.length) {
    const last = plan.layers[stage - 1];
    return plan.inputs[stage] + sample * last.positions * last.coutPadded * 4;
  }
  if (stage === 1 && plan.recomputesFirst) return plan.threads[thread].firstOutput;
  return plan.inputs[stage] + sample * plan.layers[stage].inputBytes;
}

/** First value of a stage's output: behind the zero rows of the next stage's input. */
function outputOf(plan: ConvPlan, thread: number, sample: number, stage: number): number {
  const next = plan.layers[stage + 1];
  const skipped = next ? next.padBefore * next.cinPadded * 4 : 0;
  return inputOf(plan, thread, sample, stage + 1) + skipped;
}

function maskOf(plan: ConvPlan, thread: number, sample: number, stage: number): number {
  const { mask, maskBytes } = plan.layers[stage];
  return stage === 0 && plan.recomputesFirst ? plan.threads[thread].firstMask : mask + sample * maskBytes;
}

function forward(kernels: SharedKernels, plan: ConvPlan, thread: number, sample: number, stage: number): void {
  const l = plan.layers[stage];
  const x = inputOf(plan, thread, sample, stage);
  const out = outputOf(plan, thread, sample, stage);
  const mask = maskOf(plan, thread, sample, stage);
  if (l.samples) kernels.convPoolSamples(x, l.step, l.packed, l.bias, out, mask, l.positions, l.coutPadded);
  else kernels.convPool(x, l.step, l.packed, l.bias, out, mask, l.positions, l.length, l.coutPadded);
}

function backward(kernels: SharedKernels, plan: ConvPlan, thread: number, chunk: number, sample: number): void {
  if (plan.recomputesFirst) forward(kernels, plan, thread, sample, 0);
  const own = plan.threads[thread];
  const last = plan.layers[plan.layers.length - 1];
  let gradient = plan.dOut + sample * last.positions * last.coutPadded * 4;
  for (let stage = plan.layers.length - 1; stage >= 0; stage--) {
    const l = plan.layers[stage];
    const x = inputOf(plan, thread, sample, stage);
    const out = outputOf(plan, thread, sample, stage);
    const mask = maskOf(plan, thread, sample, stage);
    const dWeights = l.dWeights[chunk];
    const dBias = l.dBias[chunk];
    if (l.samples) {
      kernels.convPoolSamplesBackward(x, l.step, gradient, out, mask, dWeights, dBias, l.positions, l.coutPadded);
      return;
    }
    const first = plan.dx === 0 ? 0 : plan.dx + sample * l.inputBytes;
    const dx = stage > 0 ? own.gradients[stage % 2] : first;
    const { scratch } = own;
    kernels.convPoolBackward(
      x,
      l.step,
      gradient,
      out,
      mask,
      l.transposed,
      dWeights,
      dBias,
      dx,
      l.inputBytes,
      l.positions,
      l.length,
      l.coutPadded,
      scratch,
      plan.table,
    );
    gradient = dx + l.padBefore * l.cinPadded * 4;
  }
}
