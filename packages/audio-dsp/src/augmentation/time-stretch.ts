import { roundHalfEven } from '../features/round-half-even.js';
import { requireFinite } from '../finite-audio.js';
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
 * @throws RangeError when the rate is not positive, NonFiniteAudioError
 */
export function timeStretch(
  samples: Float32Array | Float64Array,
  rate: number,
  stft = new Stft(VOCODER_STFT),
): Float64Array {
  if (!(rate > 0)) throw new RangeError(`rate must be positive, got ${rate}`);
  requireFinite(samples);
  return inWorkspace((workspace) => {
    const stretched = phaseVocoderIn(workspace, stft.complexIn(workspace, samples), rate);
    return inverseStftIn(workspace, stretched, stft, roundHalfEven(samples.length / rate));
  });
}

/**
 * Changes the pitch and keeps the duration, as `librosa.effects.pitch_shift`: stretched, then resampled back.
 * @param steps semitones, or steps of `binsPerOctave`; may be fractional or negative
 * @param resampler from the signal's rate divided by 2^(−steps/12) to the signal's rate; null: made here
 * @param binsPerOctave steps to the octave. Default 12
 * @returns as many samples as given
 * @throws NonFiniteAudioError
 */
export function pitchShift(
  samples: Float32Array | Float64Array,
  steps: number,
  resampler: Resampler | null = null,
  stft = new Stft(VOCODER_STFT),
  binsPerOctave = 12,
): Float64Array {
  const rate = 2 ** (-steps / binsPerOctave);
  // Only the ratio of its rates matters to a resampler, so that one serves signals of any rate.
  const shifted = (resampler ?? new Resampler(1 / rate, 1)).resample(timeStretch(samples, rate, stft));
  return shifted.length >= samples.length ? shifted.subarray(0, samples.length) : fixLength(shifted, samples.length);
}

/** Cut or padded with zeros at the end (`librosa.util.fix_length`). */
export function fixLength(samples: Float32Array | Float64Array, length: number): Float64Array {
  const fixed = new Float64Array(length);
  fixed.set(samples.length > length ? samples.subarray(0, length) : samples);
  return fixed;
}
