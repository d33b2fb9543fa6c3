import { inWorkspace, type Workspace } from '../kernels/workspace.js';
import { inverseStftIn } from '../spectrum/inverse-stft.js';
import { type HeapSpectrogram, Stft } from '../spectrum/stft.js';
import { medianFilterIn } from './median-filter.js';

const KERNEL_SIZE = 31;
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
  medianFilterIn(workspace, pointer, overTime, frameCount, binCount, KERNEL_SIZE, 0);
  medianFilterIn(workspace, pointer, overFrequency, frameCount, binCount, KERNEL_SIZE, 1);
  const [wanted, other] = part === 'harmonic' ? [overTime, overFrequency] : [overFrequency, overTime];
  workspace.kernels.applySoftMask(re, im, wanted, other, evenSize);
  workspace.release(top);
}
