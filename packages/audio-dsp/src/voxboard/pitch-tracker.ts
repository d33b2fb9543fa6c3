import { requireFinite } from '../finite-audio.js';
import { inWorkspace, type Workspace } from '../kernels/workspace.js';
import { hannWindow } from '../spectrum/window.js';
import { bestPath } from './pitch-path.js';

export const PITCH_BINS = 96;
const LOWEST_HZ = 60;
const HIGHEST_HZ = 600;
const WINDOW_SEC = 0.05;
/** Every octave of lag costs this much, so that a tone is not mistaken for its own octave below. */
const OCTAVE_COST = 0.04;
/** Frames transformed at a time: enough to make calls rare, few enough to stay in the cache. */
const BLOCK_FRAMES = 16;

export interface PitchTrack {
  /** Fundamental frequency of each frame, 0 where unvoiced. */
  readonly frequenciesHz: Float64Array;
  /** Height of the autocorrelation peak, 0…1: of the chosen one, or of the best where unvoiced. */
  readonly harmonicity: Float64Array;
}

/**
 * Pitch by the autocorrelation of Hann-windowed frames of 50 ms, divided by the window's own (Boersma 1993), and the
 * cheapest path through 96 log-spaced candidates from 60 to 600 Hz and "unvoiced".
 * An instance keeps the tables of one sample rate and hop.
 */
export class PitchTracker {
  readonly #windowLength: number;
  readonly #window: Float64Array;
  readonly #size: number;
  readonly #lags: Float64Array;
  /** 1 / autocorrelation of the window, 1 at lag 0. */
  readonly #correction: Float64Array;

  constructor(
    readonly sampleRateHz: number,
    readonly hopLength: number,
  ) {
    this.#windowLength = 2 * Math.round((WINDOW_SEC * sampleRateHz) / 2);
    this.#window = hannWindow(this.#windowLength);
    this.#lags = Float64Array.from({ length: PITCH_BINS }, (_, bin) => sampleRateHz / binFrequencyHz(bin));
    const longestLag = Math.ceil(this.#lags[0]) + 1;
    this.#size = 2 ** Math.ceil(Math.log2(this.#windowLength + longestLag));
    this.#correction = new Float64Array(longestLag + 1);
    for (let lag = 0; lag <= longestLag; lag++) {
      let sum = 0;
      for (let i = lag; i < this.#windowLength; i++) sum += this.#window[i] * this.#window[i - lag];
      this.#correction[lag] = 1 / sum;
    }
    const atZero = this.#correction[0];
    for (let lag = 0; lag <= longestLag; lag++) this.#correction[lag] /= atZero;
  }

  /** Frames are centred on multiples of the hop; 1 + ⌊length / hop⌋ of them. @throws NonFiniteAudioError */
  track(samples: Float32Array | Float64Array): PitchTrack {
    requireFinite(samples);
    const frameCount = 1 + Math.floor(samples.length / this.hopLength);
    const strengths = inWorkspace((workspace) => this.#candidateStrengths(workspace, samples, frameCount));
    const scores = new Float64Array(strengths.length);
    const shortest = this.#lags[PITCH_BINS - 1];
    const costs = this.#lags.map((lag) => OCTAVE_COST * Math.log2(lag / shortest));
    for (let i = 0; i < scores.length; i++) scores[i] = strengths[i] - costs[i % PITCH_BINS];
    const path = bestPath(scores, frameCount, PITCH_BINS);
    const frequenciesHz = new Float64Array(frameCount);
    const harmonicity = new Float64Array(frameCount);
    for (let frame = 0; frame < frameCount; frame++) {
      const row = strengths.subarray(frame * PITCH_BINS, (frame + 1) * PITCH_BINS);
      const bin = path[frame];
      if (bin >= 0) frequenciesHz[frame] = binFrequencyHz(bin + peakOffset(row, bin));
      harmonicity[frame] = Math.max(0, Math.min(1, bin >= 0 ? row[bin] : Math.max(...row)));
    }
    return { frequenciesHz, harmonicity };
  }

  /** Corrected autocorrelation at every candidate's lag, frames × PITCH_BINS. */
  #candidateStrengths(workspace: Workspace, samples: Float32Array | Float64Array, frameCount: number): Float64Array {
    const size = this.#size;
    const bins = size / 2 + 1;
    const strengths = new Float64Array(frameCount * PITCH_BINS);
    const plan = workspace.putFftPlan(size);
    const ones = workspace.put(new Float64Array(size).fill(1));
    const frames = workspace.allocateZeros(BLOCK_FRAMES * size);
    const power = workspace.allocate(BLOCK_FRAMES * bins);
    const zeros = workspace.allocateZeros(BLOCK_FRAMES * bins);
    const correlation = workspace.allocate(BLOCK_FRAMES * size);
    const framesView = workspace.view(frames, BLOCK_FRAMES * size);
    const correlationView = workspace.view(correlation, BLOCK_FRAMES * size);
    for (let first = 0; first < frameCount; first += BLOCK_FRAMES) {
      const count = Math.min(BLOCK_FRAMES, frameCount - first);
      for (let i = 0; i < count; i++) {
        this.#cutFrame(samples, (first + i) * this.hopLength, framesView.subarray(i * size, i * size + size));
      }
      workspace.kernels.powerFrames(frames, 0, size, count, plan, size, power);
      correlationView.fill(0);
      workspace.kernels.overlapAddFrames(power, zeros, count, plan, size, ones, size, correlation);
      for (let i = 0; i < count; i++) {
        const out = strengths.subarray((first + i) * PITCH_BINS, (first + i + 1) * PITCH_BINS);
        this.#readLags(correlationView.subarray(i * size, i * size + size), out);
      }
    }
    return strengths;
  }

  /** The frame around `centre`, without its mean, under the window. */
  #cutFrame(samples: Float32Array | Float64Array, centre: number, out: Float64Array): void {
    const length = this.#windowLength;
    const start = centre - length / 2;
    const from = Math.max(0, -start);
    const to = Math.min(length, samples.length - start);
    out.fill(0, 0, length);
    let sum = 0;
    for (let i = from; i < to; i++) sum += samples[start + i];
    const mean = sum / length;
    for (let i = from; i < to; i++) out[i] = (samples[start + i] - mean) * this.#window[i];
  }

  #readLags(correlation: Float64Array, out: Float64Array): void {
    const energy = correlation[0];
    if (!(energy > 1e-30)) {
      out.fill(0);
      return;
    }
    for (let bin = 0; bin < PITCH_BINS; bin++) {
      const lag = this.#lags[bin];
      const whole = Math.floor(lag);
      const share = lag - whole;
      const lower = correlation[whole] * this.#correction[whole];
      const upper = correlation[whole + 1] * this.#correction[whole + 1];
      out[bin] = (lower + share * (upper - lower)) / energy;
    }
  }
}

function binFrequencyHz(bin: number): number {
  return LOWEST_HZ * (HIGHEST_HZ / LOWEST_HZ) ** (bin / (PITCH_BINS - 1));
}

/** Where between its neighbours a peak really lies, −0.5…0.5 bins, by a parabola. */
function peakOffset(row: Float64Array, bin: number): number {
  if (bin === 0 || bin === row.length - 1) return 0;
  const [left, here, right] = [row[bin - 1], row[bin], row[bin + 1]];
  const curvature = left + right - 2 * here;
  if (!(curvature < 0)) return 0;
  return Math.max(-0.5, Math.min(0.5, (left - right) / (2 * curvature)));
}
