import { inWorkspace, type Workspace } from '../kernels/workspace.js';
import { inverseStftIn } from '../spectrum/inverse-stft.js';
import { type HeapSpectrogram, Stft } from '../spectrum/stft.js';
import { MedianFilter } from './median-filter.js';

const KERNEL_SIZE = 31;
const LINES_AT_ONCE = 8;
const HPSS_STFT = { nFft: 2048, hopLength: 512 } as const;

/** The two parts of a signal; together they are the signal. */
export interface HarmonicPercussive {
  readonly harmonic: Float64Array;
  readonly percussive: Float64Array;
}

/**
 * Splits a signal into what lasts over time (harmonic) and what spreads over frequency (percussive) by median filters
 * over both directions of the spectrogram and soft masks, as `librosa.effects.hpss` (Fitzgerald 2010).
 */
export function hpss(samples: Float32Array | Float64Array, stft = new Stft(HPSS_STFT)): HarmonicPercussive {
  return inWorkspace((workspace) => {
    const harmonic = maskedPart(workspace, samples, stft, 'harmonic');
    const percussive = maskedPart(workspace, samples, stft, 'percussive');
    return { harmonic, percussive };
  });
}

/** The harmonic part alone, as `librosa.effects.harmonic`. */
export function harmonicPart(samples: Float32Array | Float64Array, stft = new Stft(HPSS_STFT)): Float64Array {
  return inWorkspace((workspace) => maskedPart(workspace, samples, stft, 'harmonic'));
}

function maskedPart(
  workspace: Workspace,
  samples: Float32Array | Float64Array,
  stft: Stft,
  part: 'harmonic' | 'percussive',
): Float64Array {
  const { top } = workspace;
  const spectrogram = stft.complexIn(workspace, samples);
  applyMask(workspace, spectrogram, part);
  const signal = inverseStftIn(workspace, spectrogram, stft, samples.length);
  workspace.release(top);
  return signal;
}

function applyMask(workspace: Workspace, spectrogram: HeapSpectrogram, part: 'harmonic' | 'percussive'): void {
  const { frameCount, binCount, re, im } = spectrogram;
  const size = frameCount * binCount;
  const evenSize = size + (size % 2);
  const { top } = workspace;
  const pointer = workspace.allocate(size);
  const overTime = workspace.allocate(size);
  const overFrequency = workspace.allocate(size);
  workspace.kernels.magnitudes(re, im, evenSize, pointer);
  const magnitude = workspace.view(pointer, size);
  filterOverTime(magnitude, workspace.view(overTime, size), frameCount, binCount);
  const target = workspace.view(overFrequency, size);
  const filter = new MedianFilter(KERNEL_SIZE);
  for (let frame = 0; frame < frameCount; frame++) filter.filter(magnitude, target, frame * binCount, binCount);
  const [wanted, other] = part === 'harmonic' ? [overTime, overFrequency] : [overFrequency, overTime];
  workspace.kernels.applySoftMask(re, im, wanted, other, evenSize);
  workspace.release(top);
}

/** Medians along every bin's line of frames. Lines are copied out: walking down a column would miss the cache. */
function filterOverTime(magnitude: Float64Array, filtered: Float64Array, frameCount: number, binCount: number): void {
  const filter = new MedianFilter(KERNEL_SIZE);
  const lines = new Float64Array(LINES_AT_ONCE * frameCount);
  const medians = new Float64Array(LINES_AT_ONCE * frameCount);
  for (let first = 0; first < binCount; first += LINES_AT_ONCE) {
    const count = Math.min(LINES_AT_ONCE, binCount - first);
    for (let frame = 0; frame < frameCount; frame++) {
      for (let i = 0, at = frame * binCount + first; i < count; i++, at++)
        lines[i * frameCount + frame] = magnitude[at];
    }
    for (let i = 0; i < count; i++) filter.filter(lines, medians, i * frameCount, frameCount);
    for (let frame = 0; frame < frameCount; frame++) {
      for (let i = 0, at = frame * binCount + first; i < count; i++, at++)
        filtered[at] = medians[i * frameCount + frame];
    }
  }
}
