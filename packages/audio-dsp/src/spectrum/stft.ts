import { type HeapMatrix, inWorkspace, type Workspace } from '../kernels/workspace.js';
import type { ComplexSpectrogram, FrameMatrix } from './frame-matrix.js';
import { hannWindow, padCenter } from './window.js';

export interface StftOptions {
  /** Samples a transform reads, a power of two of at least 16. */
  readonly nFft: number;
  /** Samples from frame to frame. Default: winLength / 4. */
  readonly hopLength?: number | undefined;
  /** Length of the periodic Hann window, centred in nFft. Default: nFft. */
  readonly winLength?: number | undefined;
  /** Frame t is centred on sample t · hopLength, with zeros beyond both ends. Default true. */
  readonly center?: boolean | undefined;
}

/** A complex spectrogram in a workspace. */
export interface HeapSpectrogram {
  readonly frameCount: number;
  readonly binCount: number;
  readonly re: number;
  readonly im: number;
}

/**
 * Short-time Fourier transform with a periodic Hann window, as `librosa.stft` (0.11: zero padding).
 * An instance keeps one setting and its window; it may be used for any number of signals.
 */
export class Stft {
  readonly nFft: number;
  readonly hopLength: number;
  readonly winLength: number;
  readonly center: boolean;
  readonly binCount: number;
  /** Analysis window, nFft values. */
  readonly window: Float64Array;

  /** @throws RangeError for an nFft that is no power of two, a window longer than it, or a hop below 1 */
  constructor(options: StftOptions) {
    this.nFft = options.nFft;
    this.winLength = options.winLength ?? options.nFft;
    this.hopLength = options.hopLength ?? Math.max(1, Math.floor(this.winLength / 4));
    this.center = options.center ?? true;
    if (!Number.isInteger(this.hopLength) || this.hopLength < 1) {
      throw new RangeError(`hopLength must be a positive integer, got ${this.hopLength}`);
    }
    // Throws for a size no FFT is made for, here rather than at the first clip.
    inWorkspace((workspace) => workspace.putFftPlan(this.nFft));
    this.binCount = this.nFft / 2 + 1;
    this.window = padCenter(hannWindow(this.winLength), this.nFft);
  }

  /** Frames of a signal: 1 + ⌊length / hop⌋ when centred; a shorter signal than nFft gives none otherwise. */
  frameCountOf(sampleCount: number): number {
    const padded = this.center ? sampleCount + this.nFft : sampleCount;
    return padded < this.nFft ? 0 : 1 + Math.floor((padded - this.nFft) / this.hopLength);
  }

  /** Complex spectrogram, frames × (nFft/2 + 1). */
  complex(samples: Float32Array | Float64Array): ComplexSpectrogram {
    return inWorkspace((workspace) => {
      const { frameCount, binCount, re, im } = this.complexIn(workspace, samples);
      const size = frameCount * binCount;
      return { frameCount, binCount, re: workspace.view(re, size).slice(), im: workspace.view(im, size).slice() };
    });
  }

  /** |STFT|², frames × (nFft/2 + 1). */
  power(samples: Float32Array | Float64Array): FrameMatrix {
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
    padded.fill(0, 0, margin);
    padded.set(samples, margin);
    padded.fill(0, margin + samples.length);
    return { signal, window, plan };
  }
}
