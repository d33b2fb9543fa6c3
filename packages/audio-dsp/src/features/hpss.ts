import { inWorkspace, type Workspace } from '../kernels/workspace.js';
import { inverseStftIn } from '../spectrum/inverse-stft.js';
import { type HeapSpectrogram, Stft } from '../spectrum/stft.js';
import { MedianFilter } from './median-filter.js';

const KERNEL_SIZE = 31;
const SMALLEST = 2.2250738585072014e-308;
/** Under this, squares have lost digits. */
const SMALLEST_SQUARES = 1e-290;
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
  const { frameCount, binCount } = spectrogram;
  const size = frameCount * binCount;
  const re = workspace.view(spectrogram.re, size);
  const im = workspace.view(spectrogram.im, size);
  const magnitude = new Float64Array(size);
  for (let i = 0; i < size; i++) magnitude[i] = Math.sqrt(re[i] * re[i] + im[i] * im[i]);
  const overTime = filteredOverTime(magnitude, frameCount, binCount);
  const overFrequency = new Float64Array(size);
  const filter = new MedianFilter(KERNEL_SIZE);
  for (let frame = 0; frame < frameCount; frame++) filter.filter(magnitude, overFrequency, frame * binCount, binCount);
  const [wanted, other] = part === 'harmonic' ? [overTime, overFrequency] : [overFrequency, overTime];
  for (let i = 0; i < size; i++) {
    const mask = softMask(wanted[i], other[i]);
    re[i] *= mask;
    im[i] *= mask;
  }
}

/** Medians along every bin's line of frames. Lines are copied out: walking down a column would miss the cache. */
function filteredOverTime(magnitude: Float64Array, frameCount: number, binCount: number): Float64Array {
  const filter = new MedianFilter(KERNEL_SIZE);
  const filtered = new Float64Array(magnitude.length);
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
  return filtered;
}

/** Wiener-like mask of exponent 2; where there is nothing at all, both parts get half. */
function softMask(wanted: number, other: number): number {
  const a = wanted * wanted;
  const b = other * other;
  if (a + b > SMALLEST_SQUARES) return a / (a + b);
  const larger = Math.max(wanted, other);
  if (larger < SMALLEST) return 0.5;
  const c = (wanted / larger) ** 2;
  const d = (other / larger) ** 2;
  return c / (c + d);
}
