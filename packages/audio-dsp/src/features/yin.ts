import { requireFinite } from '../finite-audio.js';
import { isTrough, type PitchRangeOptions, refinedPlace, visitDifferences } from './yin-difference.js';

export interface YinOptions extends PitchRangeOptions {
  /** The first trough under this is taken; otherwise the deepest. Default 0.1. */
  readonly troughThreshold?: number;
}

/**
 * Fundamental frequency of each frame, in Hz, as `librosa.yin` (de Cheveigné and Kawahara 2002). Every frame gets an
 * estimate, voiced or not; `pyin` tells them apart.
 * @throws RangeError when the range is empty, reaches beyond Nyquist or does not fit into a frame; NonFiniteAudioError
 */
export function yin(samples: Float32Array | Float64Array, options: YinOptions): Float64Array {
  requireFinite(samples);
  const { troughThreshold = 0.1 } = options;
  const f0: number[] = [];
  visitDifferences(samples, options, (difference, _frame, { sampleRateHz, minPeriod }) => {
    f0.push(sampleRateHz / (minPeriod + refinedPlace(difference, chosenTrough(difference, troughThreshold))));
  });
  return Float64Array.from(f0);
}

function chosenTrough(difference: Float64Array, threshold: number): number {
  let deepest = 0;
  for (let i = 0; i < difference.length; i++) {
    if (difference[i] < threshold && isTrough(difference, i)) return i;
    if (difference[i] < difference[deepest]) deepest = i;
  }
  return deepest;
}
