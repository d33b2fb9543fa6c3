import { inWorkspace } from '../kernels/workspace.js';
import { Resampler } from '../resample/resampler.js';
import { inverseStftIn } from '../spectrum/inverse-stft.js';
import { Stft } from '../spectrum/stft.js';
import { phaseVocoderIn } from './phase-vocoder.js';

/** The frames librosa's effects use. */
export const VOCODER_STFT = { nFft: 2048, hopLength: 512 } as const;

/**
 * Changes the duration by 1/rate and keeps the pitch, as `librosa.effects.time_stretch`.
 * @param rate above 1 shorter, below 1 longer
 * @returns round(length / rate) samples
 */
export function timeStretch(
  samples: Float32Array | Float64Array,
  rate: number,
  stft = new Stft(VOCODER_STFT),
): Float64Array {
  if (!(rate > 0)) throw new RangeError(`rate must be positive, got ${rate}`);
  return inWorkspace((workspace) => {
    const stretched = phaseVocoderIn(workspace, stft.complexIn(workspace, samples), rate);
    return inverseStftIn(workspace, stretched, stft, roundHalfEven(samples.length / rate));
  });
}

/**
 * Changes the pitch and keeps the duration, as `librosa.effects.pitch_shift`: stretched, then resampled back.
 * @param steps semitones, may be fractional or negative
 * @param resampler from the signal's rate divided by 2^(−steps/12) to the signal's rate
 * @returns as many samples as given
 */
export function pitchShift(
  samples: Float32Array | Float64Array,
  steps: number,
  resampler = resamplerForSteps(steps),
  stft = new Stft(VOCODER_STFT),
): Float64Array {
  const shifted = resampler.resample(timeStretch(samples, 2 ** (-steps / 12), stft));
  return shifted.length >= samples.length ? shifted.subarray(0, samples.length) : fixLength(shifted, samples.length);
}

/** Only the ratio of its rates matters to a resampler, so that one serves signals of any rate. */
function resamplerForSteps(steps: number): Resampler {
  return new Resampler(1 / 2 ** (-steps / 12), 1);
}

/** Cut or padded with zeros at the end (`librosa.util.fix_length`). */
export function fixLength(samples: Float32Array | Float64Array, length: number): Float64Array {
  const fixed = new Float64Array(length);
  fixed.set(samples.length > length ? samples.subarray(0, length) : samples);
  return fixed;
}

/** Python's `round`: halves go to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
