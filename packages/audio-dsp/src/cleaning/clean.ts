import type { CleaningStep } from '@voxboard/domain';
import { fixLength } from '../augmentation/time-stretch.js';
import { normaliseLoudness, normalisePeak } from './levels.js';
import { nonSilentIntervals } from './non-silent.js';
import { joinIntervals, split, trimInterval } from './silence.js';
import { spectralGate } from './spectral-gate.js';

/**
 * Applies cleaning steps in their order.
 * @returns samples at the same rate, possibly none; the input is left alone, and returned where there are no steps
 */
export function clean(
  samples: Float32Array | Float64Array,
  sampleRateHz: number,
  steps: readonly CleaningStep[],
): Float64Array {
  let cleaned: Float64Array = samples instanceof Float64Array ? samples : new Float64Array(samples);
  for (const step of steps) cleaned = applyStep(cleaned, sampleRateHz, step);
  return cleaned;
}

function applyStep(samples: Float64Array, sampleRateHz: number, step: CleaningStep): Float64Array {
  switch (step.kind) {
    case 'trim':
      return trimPadded(samples, sampleRateHz, step.topDb, step.padSec);
    case 'split':
      return joinIntervals(samples, split(samples, { topDb: step.topDb }));
    case 'non-silent': {
      const kept = joinIntervals(samples, nonSilentIntervals(samples, { ...step, sampleRateHz }));
      const longest = step.maxDurationSec === undefined ? kept.length : Math.trunc(step.maxDurationSec * sampleRateHz);
      return kept.slice(0, longest);
    }
    case 'normalise-peak':
      return normalisePeak(samples);
    case 'normalise-loudness':
      return normaliseLoudness(samples, step.targetDbfs, step.measure === 'lufs' ? sampleRateHz : null);
    case 'spectral-gate':
      return spectralGate(samples, sampleRateHz);
    case 'fix-length':
      return fixLength(samples, Math.round(step.lengthSec * sampleRateHz));
  }
}

/** Leading and trailing silence removed but for `padSec` of it. */
function trimPadded(samples: Float64Array, sampleRateHz: number, topDb: number, padSec: number): Float64Array {
  const [start, end] = trimInterval(samples, { topDb });
  const padding = Math.round(padSec * sampleRateHz);
  return samples.slice(Math.max(0, start - padding), Math.min(samples.length, end + padding));
}
