import type { AugmentationStep, Rng } from '@voxboard/domain';

/**
 * An augmentation with every random choice made: plain data that rebuilds the same samples from the same input.
 * Noise and rooms are stored as the seed of their own stream.
 */
export type DrawnAugmentation =
  | { readonly kind: 'noise'; readonly level: number; readonly seed: number }
  | { readonly kind: 'time-stretch'; readonly rate: number }
  | { readonly kind: 'pitch-shift'; readonly steps: number }
  | { readonly kind: 'shift'; readonly samples: number }
  | { readonly kind: 'gain'; readonly decibels: number }
  | { readonly kind: 'speed'; readonly rate: number }
  | { readonly kind: 'room'; readonly rt60Sec: number; readonly seed: number }
  | { readonly kind: 'band-limit'; readonly lowHz: number; readonly highHz: number };

/** Makes the random choices of one step. Equal generators give equal choices. */
export function drawAugmentation(step: AugmentationStep, rng: Rng): DrawnAugmentation {
  switch (step.kind) {
    case 'noise':
      return { kind: 'noise', level: step.rate * rng.uniform(), seed: rng.uint32() };
    case 'time-stretch':
      return { kind: 'time-stretch', rate: step.rate };
    case 'pitch-shift':
      return { kind: 'pitch-shift', steps: step.steps };
    case 'shift':
      return { kind: 'shift', samples: rng.below(2 * step.maxSamples + 1) - step.maxSamples };
    case 'gain':
      return { kind: 'gain', decibels: rng.between(step.minDb, step.maxDb) };
    case 'speed':
      return { kind: 'speed', rate: step.rate };
    case 'room':
      return { kind: 'room', rt60Sec: step.rt60Sec, seed: rng.uint32() };
    case 'band-limit':
      return { kind: 'band-limit', lowHz: step.lowHz, highHz: step.highHz };
  }
}
