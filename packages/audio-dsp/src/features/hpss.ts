import { requireFinite } from '../finite-audio.js';
import { inWorkspace, type Workspace } from '../kernels/workspace.js';
import { inverseStftIn } from '../spectrum/inverse-stft.js';
import { type HeapSpectrogram, Stft, type StftOptions } from '../spectrum/stft.js';
import { medianFilterIn } from './median-filter.js';

export interface HpssOptions extends StftOptions {
  /** Frames the median over time reads and bins the one over frequency does, odd; one number for both. Default 31. */
  readonly kernelSize?: number | readonly [harmonic: number, percussive: number];
  /** Exponent of the soft masks; Infinity: each bin goes to one part whole. Default 2. */
  readonly power?: number;
  /** How much larger a part must be than the other to be taken, at least 1; above 1 a rest is in neither. Default 1. */
  readonly margin?: number | readonly [harmonic: number, percussive: number];
}

/** The two parts of a signal; with margins of 1 together they are the signal. */
export interface HarmonicPercussive {
  readonly harmonic: Float64Array;
  readonly percussive: Float64Array;
}

type Part = 'harmonic' | 'percussive';

/** The options with every default filled in. */
interface HpssSetting {
  readonly stft: Stft;
  readonly kernelSizes: readonly [number, number];
  readonly power: number;
  readonly margins: readonly [number, number];
}

const DEFAULT_KERNEL_SIZE = 31;

/**
 * Splits a signal into what lasts over time (harmonic) and what spreads over frequency (percussive) by median filters
 * over both directions of the spectrogram and soft masks, as `librosa.effects.hpss` with its parameters and defaults
 * (FitzGerald 2010; margins: Driedger, Müller and Disch 2014).
 * @returns two signals as long as the one given
 * @throws RangeError for even kernels, margins below 1 or a power that is not positive; NonFiniteAudioError
 */
export function hpss(samples: Float32Array | Float64Array, options: HpssOptions = {}): HarmonicPercussive {
  requireFinite(samples);
  const setting = settingOf(options);
  return inWorkspace((workspace) => {
    const harmonic = maskedPart(workspace, samples, setting, 'harmonic');
    const percussive = maskedPart(workspace, samples, setting, 'percussive');
    return { harmonic, percussive };
  });
}

/** The harmonic part alone, as `librosa.effects.harmonic`. @throws as `hpss` */
export function harmonicPart(samples: Float32Array | Float64Array, options: HpssOptions = {}): Float64Array {
  requireFinite(samples);
  const setting = settingOf(options);
  return inWorkspace((workspace) => maskedPart(workspace, samples, setting, 'harmonic'));
}

/** The percussive part alone, as `librosa.effects.percussive`. @throws as `hpss` */
export function percussivePart(samples: Float32Array | Float64Array, options: HpssOptions = {}): Float64Array {
  requireFinite(samples);
  const setting = settingOf(options);
  return inWorkspace((workspace) => maskedPart(workspace, samples, setting, 'percussive'));
}

function settingOf({ kernelSize = DEFAULT_KERNEL_SIZE, power = 2, margin = 1, ...stft }: HpssOptions): HpssSetting {
  const kernelSizes = pairOf(kernelSize);
  const margins = pairOf(margin);
  for (const size of kernelSizes) {
    if (!Number.isInteger(size) || size < 1 || size % 2 === 0)
      throw new RangeError(`kernelSize must be odd, got ${size}`);
  }
  for (const value of margins) if (!(value >= 1)) throw new RangeError(`margin must be at least 1, got ${value}`);
  if (!(power > 0)) throw new RangeError(`power must be positive, got ${power}`);
  return { stft: new Stft(stft), kernelSizes, power, margins };
}

function pairOf(value: number | readonly [number, number]): readonly [number, number] {
  return typeof value === 'number' ? [value, value] : value;
}

function maskedPart(
  workspace: Workspace,
  samples: Float32Array | Float64Array,
  setting: HpssSetting,
  part: Part,
): Float64Array {
  const { top } = workspace;
  const spectrogram = setting.stft.complexIn(workspace, samples);
  applyMask(workspace, spectrogram, setting, part);
  const signal = inverseStftIn(workspace, spectrogram, setting.stft, samples.length);
  workspace.release(top);
  return signal;
}

function applyMask(workspace: Workspace, spectrogram: HeapSpectrogram, setting: HpssSetting, part: Part): void {
  const { frameCount, binCount, re, im } = spectrogram;
  const { kernelSizes, power, margins } = setting;
  const size = frameCount * binCount;
  const evenSize = size + (size % 2);
  const { top } = workspace;
  const pointer = workspace.allocate(size);
  const overTime = workspace.allocate(size);
  const overFrequency = workspace.allocate(size);
  workspace.kernels.magnitudes(re, im, evenSize, pointer);
  medianFilterIn(workspace, pointer, overTime, frameCount, binCount, kernelSizes[0], 0);
  medianFilterIn(workspace, pointer, overFrequency, frameCount, binCount, kernelSizes[1], 1);
  const [wanted, other] = part === 'harmonic' ? [overTime, overFrequency] : [overFrequency, overTime];
  if (power === 2 && margins[0] === 1 && margins[1] === 1) {
    workspace.kernels.applySoftMask(re, im, wanted, other, evenSize);
  } else {
    const mask = softMask(workspace.view(wanted, size), workspace.view(other, size), setting, part);
    const [real, imaginary] = [workspace.view(re, size), workspace.view(im, size)];
    for (let i = 0; i < size; i++) {
      real[i] *= mask[i];
      imaginary[i] *= mask[i];
    }
  }
  workspace.release(top);
}

/** `librosa.util.softmask`: where both are silent, half to each part, or nothing where margins leave a rest. */
function softMask(
  wanted: Float64Array,
  other: Float64Array,
  { power, margins }: HpssSetting,
  part: Part,
): Float64Array {
  const margin = margins[part === 'harmonic' ? 0 : 1];
  const silent = margins[0] === 1 && margins[1] === 1 ? 0.5 : 0;
  return wanted.map((value, i) => {
    const reference = margin * other[i];
    if (power === Number.POSITIVE_INFINITY) return value > reference ? 1 : 0;
    const largest = Math.max(value, reference);
    if (largest < SMALLEST) return silent;
    const [a, b] = [(value / largest) ** power, (reference / largest) ** power];
    return a / (a + b);
  });
}

/** The smallest normal double. */
const SMALLEST = 2.2250738585072014e-308;
