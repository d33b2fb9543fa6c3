import { inWorkspace, type Workspace } from '../kernels/workspace.js';
import type { ComplexSpectrogram } from './frame-matrix.js';
import type { HeapSpectrogram, Stft } from './stft.js';

/** Sums of squared windows under this (the smallest normal float32) leave a sample undivided, as in librosa. */
const NO_WEIGHT = 1.1754943508222875e-38;

/**
 * Signal of a spectrogram by weighted overlap-add, as `librosa.istft(length=…)`: each sample is divided by the sum of
 * squared windows that reached it.
 * @param stft the setting the spectrogram was made with
 * @param length samples to return; beyond the last frame there is silence
 */
export function inverseStft(spectrogram: ComplexSpectrogram, stft: Stft, length: number): Float64Array {
  return inWorkspace((workspace) => {
    const { frameCount, binCount } = spectrogram;
    const re = workspace.put(spectrogram.re);
    const im = workspace.put(spectrogram.im);
    return inverseStftIn(workspace, { frameCount, binCount, re, im }, stft, length);
  });
}

/** `inverseStft` of a spectrogram in the workspace. */
export function inverseStftIn(
  workspace: Workspace,
  spectrogram: HeapSpectrogram,
  stft: Stft,
  length: number,
): Float64Array {
  const { nFft, hopLength } = stft;
  const margin = stft.center ? nFft / 2 : 0;
  const frameCount = Math.min(spectrogram.frameCount, Math.ceil((length + 2 * margin) / hopLength));
  const total = Math.max(nFft + hopLength * (frameCount - 1), margin + length);
  const { top } = workspace;
  const window = workspace.put(stft.window);
  const plan = workspace.putFftPlan(nFft);
  const sum = workspace.allocateZeros(total);
  workspace.kernels.overlapAddFrames(spectrogram.re, spectrogram.im, frameCount, plan, nFft, window, hopLength, sum);
  const signal = workspace.view(sum + 8 * margin, length).slice();
  workspace.release(top);
  divideByWeights(signal, stft, frameCount, margin);
  return signal;
}

/** Between the first and the last frames the weights repeat with every hop. */
function divideByWeights(signal: Float64Array, stft: Stft, frameCount: number, margin: number): void {
  const { nFft, hopLength } = stft;
  const clip = (position: number) => Math.max(0, Math.min(signal.length, position - margin));
  const steadyStart = clip(nFft);
  const steadyEnd = Math.max(steadyStart, clip(hopLength * (frameCount - 1)));
  for (let i = 0; i < steadyStart; i++) divideBy(signal, i, weightAt(stft, frameCount, margin + i));
  for (let i = steadyEnd; i < signal.length; i++) divideBy(signal, i, weightAt(stft, frameCount, margin + i));
  const period = Math.min(hopLength, steadyEnd - steadyStart);
  const factors = new Float64Array(period);
  for (let i = 0; i < period; i++) {
    const weight = weightAt(stft, frameCount, margin + steadyStart + i);
    factors[i] = weight > NO_WEIGHT ? 1 / weight : 1;
  }
  for (let start = steadyStart; start < steadyEnd; start += hopLength) {
    const count = Math.min(hopLength, steadyEnd - start);
    for (let i = 0; i < count; i++) signal[start + i] *= factors[i];
  }
}

function divideBy(signal: Float64Array, index: number, weight: number): void {
  if (weight > NO_WEIGHT) signal[index] /= weight;
}

/** Sum of the squared windows of all frames that reach `position`, which counts from the first frame's start. */
function weightAt({ nFft, hopLength, window }: Stft, frameCount: number, position: number): number {
  const first = Math.max(0, Math.ceil((position - nFft + 1) / hopLength));
  const last = Math.min(frameCount - 1, Math.floor(position / hopLength));
  let weight = 0;
  for (let t = first; t <= last; t++) weight += window[position - t * hopLength] ** 2;
  return weight;
}
