import { type AugmentationStep, Rng } from '@voxboard/domain';
import { gaussianNoise } from './gaussian-noise.js';
import { pitchShift, timeStretch } from './time-stretch.js';

/**
 * An augmentation with every random choice made: plain data that rebuilds the same samples from the same input.
 * Noise is stored as its level and the seed of its own stream.
 */
export type DrawnAugmentation =
  | { readonly kind: 'noise'; readonly level: number; readonly seed: number }
  | { readonly kind: 'time-stretch'; readonly rate: number }
  | { readonly kind: 'pitch-shift'; readonly steps: number };

/** Makes the random choices of one step. Equal generators give equal choices. */
export function drawAugmentation(step: AugmentationStep, rng: Rng): DrawnAugmentation {
  switch (step.kind) {
    case 'noise':
      return { kind: 'noise', level: step.rate * rng.uniform(), seed: rng.uint32() };
    case 'time-stretch':
      return { kind: 'time-stretch', rate: step.rate };
    case 'pitch-shift':
      return { kind: 'pitch-shift', steps: step.steps };
    default:
      throw new RangeError(`augmentation "${step.kind}" is not available`);
  }
}

/**
 * Applies a drawn augmentation.
 * @returns new samples at the same rate; the input is left alone
 */
export function applyAugmentation(
  samples: Float64Array,
  sampleRateHz: number,
  augmentation: DrawnAugmentation,
): Float64Array {
  switch (augmentation.kind) {
    case 'noise':
      return addNoise(samples, augmentation.level, augmentation.seed);
    case 'time-stretch':
      return timeStretch(samples, augmentation.rate);
    case 'pitch-shift':
      return pitchShift(samples, sampleRateHz, augmentation.steps);
  }
}

/** Adds white Gaussian noise of standard deviation `level` · largest sample (not magnitude, as the study has it). */
export function addNoise(samples: Float64Array, level: number, seed: number): Float64Array {
  let largest = samples.length === 0 ? 0 : samples[0];
  for (let i = 1; i < samples.length; i++) if (samples[i] > largest) largest = samples[i];
  const amplitude = level * largest;
  const noisy = gaussianNoise(samples.length, new Rng(seed));
  for (let i = 0; i < noisy.length; i++) noisy[i] = samples[i] + amplitude * noisy[i];
  return noisy;
}
