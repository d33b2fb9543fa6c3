import { Rng } from '@voxboard/domain';
import { requireFinite } from '../finite-audio.js';
import { Resampler } from '../resample/resampler.js';
import { Stft } from '../spectrum/stft.js';
import type { DrawnAugmentation } from './augmentation.js';
import { convolve, convolveCentred } from './convolve.js';
import { bandPassFilter, roomImpulse } from './filters.js';
import { gaussianNoise } from './gaussian-noise.js';
import { pitchShift, timeStretch, VOCODER_STFT } from './time-stretch.js';

/** Augmentations at one sample rate. An instance keeps the filters that rates and pitches need. */
export class Effects {
  readonly #stft = new Stft(VOCODER_STFT);
  readonly #resamplers = new Map<number, Resampler>();

  constructor(readonly sampleRateHz: number) {}

  /** @returns new samples at the same rate; the input is left alone. @throws NonFiniteAudioError */
  apply(samples: Float64Array, augmentation: DrawnAugmentation): Float64Array {
    requireFinite(samples);
    switch (augmentation.kind) {
      case 'noise':
        return addNoise(samples, augmentation.level, augmentation.seed);
      case 'time-stretch':
        return timeStretch(samples, augmentation.rate, this.#stft);
      case 'pitch-shift': {
        const rate = 2 ** (-augmentation.steps / 12);
        return pitchShift(samples, augmentation.steps, this.#resamplerFor(rate), this.#stft);
      }
      case 'shift':
        return shift(samples, augmentation.samples);
      case 'gain':
        return samples.map((sample) => sample * 10 ** (augmentation.decibels / 20));
      case 'speed':
        // Played faster by `rate`, the samples belong to a higher rate.
        return this.#resamplerFor(1 / augmentation.rate).resample(samples);
      case 'room':
        return convolve(samples, roomImpulse(augmentation.rt60Sec, this.sampleRateHz, new Rng(augmentation.seed)));
      case 'band-limit':
        return convolveCentred(samples, bandPassFilter(augmentation.lowHz, augmentation.highHz, this.sampleRateHz));
    }
  }

  #resamplerFor(rate: number): Resampler {
    let resampler = this.#resamplers.get(rate);
    if (resampler === undefined) {
      resampler = new Resampler(this.sampleRateHz / rate, this.sampleRateHz);
      this.#resamplers.set(rate, resampler);
    }
    return resampler;
  }
}

/** Applies one drawn augmentation; keep an `Effects` where many signals share a rate. */
export function applyAugmentation(
  samples: Float64Array,
  sampleRateHz: number,
  augmentation: DrawnAugmentation,
): Float64Array {
  return new Effects(sampleRateHz).apply(samples, augmentation);
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

/** Moves samples later by `count` (earlier where negative); what leaves one end enters at the other (`np.roll`). */
export function shift(samples: Float64Array, count: number): Float64Array {
  const shifted = new Float64Array(samples.length);
  if (samples.length === 0) return shifted;
  const start = ((count % samples.length) + samples.length) % samples.length;
  shifted.set(samples.subarray(0, samples.length - start), start);
  shifted.set(samples.subarray(samples.length - start), 0);
  return shifted;
}
