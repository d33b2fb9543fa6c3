import { requireFinite } from '../finite-audio.js';
import { type HeapMatrix, inWorkspace, type Workspace } from '../kernels/workspace.js';
import type { ComplexSpectrogram, FrameMatrix } from './frame-matrix.js';
import { type PadMode, padInto } from './padding.js';
import { analysisWindow, padCenter, type WindowName } from './window.js';

export interface StftOptions {
  /** Samples a transform reads, a power of two of at least 16. Default 2048. */
  readonly nFft?: number | undefined;
  /** Samples from frame to frame. Default: winLength / 4. */
  readonly hopLength?: number | undefined;
  /** Length of the window, centred in nFft. Default: nFft. */
  readonly winLength?: number | undefined;
  /** A periodic window by name, or winLength values. Default 'hann'. */
  readonly window?: WindowName | Float64Array | undefined;
  /** Frame t is centred on sample t · hopLength. Default true; false: it starts there. */
  readonly center?: boolean | undefined;
  /** What centred frames read beyond both ends. Default 'constant': zeros. */
  readonly padMode?: PadMode | undefined;
}

/** A complex spectrogram in a workspace. */
export interface HeapSpectrogram {
  readonly frameCount: number;
  readonly binCount: number;
  readonly re: number;
  readonly im: number;
}

/**
 * Short-time Fourier transform, as `librosa.stft` 0.11 with its parameters and defaults (periodic Hann window, zeros
 * beyond the ends). Values are unscaled, kernel e^(−2πi jk/nFft).
 * An instance keeps one setting and its window; it may be used for any number of signals.
 */
export class Stft {
  readonly nFft: number;
  readonly hopLength: number;
  readonly winLength: number;
  readonly center: boolean;
  readonly padMode: PadMode;
  readonly binCount: number;
  /** Analysis window, nFft values. */
  readonly window: Float64Array;

  /** @throws RangeError for an nFft that is no power of two, a window longer than it or of another length, a hop below 1 */
  constructor(options: StftOptions = {}) {
    this.nFft = options.nFft ?? 2048;
    this.winLength = options.winLength ?? this.nFft;
    this.hopLength = options.hopLength ?? Math.max(1, Math.floor(this.winLength / 4));
    this.center = options.center ?? true;
    this.padMode = options.padMode ?? 'constant';
    if (!Number.isInteger(this.hopLength) || this.hopLength < 1) {
      throw new RangeError(`hopLength must be a positive integer, got ${this.hopLength}`);
    }
    // Throws for a size no FFT is made for, here rather than at the first clip.
    inWorkspace((workspace) => workspace.putFftPlan(this.nFft));
    this.binCount = this.nFft / 2 + 1;
    this.window = padCenter(windowOf(options.window ?? 'hann', this.winLength), this.nFft);
  }

  /** Frames of a signal: 1 + ⌊length / hop⌋ when centred; a shorter signal than nFft gives none otherwise. */
  frameCountOf(sampleCount: number): number {
    const padded = this.center ? sampleCount + this.nFft : sampleCount;
    return padded < this.nFft ? 0 : 1 + Math.floor((padded - this.nFft) / this.hopLength);
  }

  /** Complex spectrogram, frames × (nFft/2 + 1). @throws NonFiniteAudioError */
  complex(samples: Float32Array | Float64Array): ComplexSpectrogram {
    requireFinite(samples);
    return inWorkspace((workspace) => {
      const { frameCount, binCount, re, im } = this.complexIn(workspace, samples);
      const size = frameCount * binCount;
      return { frameCount, binCount, re: workspace.view(re, size).slice(), im: workspace.view(im, size).slice() };
    });
  }

  /** |STFT|², frames × (nFft/2 + 1). @throws NonFiniteAudioError */
  power(samples: Float32Array | Float64Array): FrameMatrix {
    requireFinite(samples);
    return inWorkspace((workspace) => workspace.takeMatrix(this.powerIn(workspace, samples)));
  }

  /** `complex`, left in the workspace. */
  complexIn(workspace: Workspace, samples: Float32Array | Float64Array): HeapSpectrogram {
    const { hopLength, nFft, binCount } = this;
    const frameCount = this.frameCountOf(samples.length);
    const re = workspace.allocate(frameCount * binCount);
    const im = workspace.allocate(frameCount * binCount);
    const { top } = workspace;
    const { signal, window, plan } = this.#putInputs(workspace, samples);
    workspace.kernels.forwardFrames(signal, window, hopLength, frameCount, plan, nFft, re, im);
    workspace.release(top);
    return { frameCount, binCount, re, im };
  }

  /** `power`, left in the workspace. */
  powerIn(workspace: Workspace, samples: Float32Array | Float64Array): HeapMatrix {
    const { hopLength, nFft, binCount } = this;
    const power = workspace.allocateMatrix(this.frameCountOf(samples.length), binCount);
    const { top } = workspace;
    const { signal, window, plan } = this.#putInputs(workspace, samples);
    workspace.kernels.powerFrames(signal, window, hopLength, power.frameCount, plan, nFft, power.pointer);
    workspace.release(top);
    return power;
  }

  #putInputs(
    workspace: Workspace,
    samples: Float32Array | Float64Array,
  ): { signal: number; window: number; plan: number } {
    const window = workspace.put(this.window);
    const plan = workspace.putFftPlan(this.nFft);
    const margin = this.center ? this.nFft / 2 : 0;
    const signal = workspace.allocate(samples.length + 2 * margin);
    const padded = workspace.view(signal, samples.length + 2 * margin);
    padInto(padded, samples, margin, this.padMode);
    return { signal, window, plan };
  }
}

function windowOf(window: WindowName | Float64Array, length: number): Float64Array {
  if (typeof window === 'string') return analysisWindow(window, length);
  if (window.length !== length) throw new RangeError(`the window has ${window.length} values, winLength is ${length}`);
  return window;
}
