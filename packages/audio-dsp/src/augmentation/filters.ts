import type { Rng } from '@voxboard/domain';
import { kaiserSinc } from '../resample/kaiser-lowpass.js';
import { gaussianNoise } from './gaussian-noise.js';

/** Energy of the echoes relative to the direct sound, −6 dB: a lively but ordinary room. */
const REVERBERANT_ENERGY = 0.25;
/** Echoes start this much after the direct sound. */
const PREDELAY_SEC = 0.003;

/**
 * Impulse response of a simple room: the direct sound, then Gaussian noise that falls by 60 dB in `rt60Sec`
 * (Polack's model of late reverberation).
 * @returns rt60Sec · sampleRateHz samples, the first 1
 */
export function roomImpulse(rt60Sec: number, sampleRateHz: number, rng: Rng): Float64Array {
  const length = Math.max(1, Math.round(rt60Sec * sampleRateHz));
  const impulse = gaussianNoise(length, rng);
  const predelay = Math.round(PREDELAY_SEC * sampleRateHz);
  let energy = 0;
  for (let i = 0; i < length; i++) {
    impulse[i] *= i < predelay ? 0 : 10 ** ((-3 * i) / length);
    energy += impulse[i] ** 2;
  }
  const scale = energy > 0 ? Math.sqrt(REVERBERANT_ENERGY / energy) : 0;
  for (let i = 0; i < length; i++) impulse[i] *= scale;
  impulse[0] = 1;
  return impulse;
}

const STOP_BAND_DB = 60;
/** Kaiser's formula for 60 dB of attenuation. */
const BETA = 0.1102 * (STOP_BAND_DB - 8.7);

/**
 * Linear-phase band-pass filter of 60 dB stop-band attenuation; the edges are half down, the transitions a third of the
 * lower edge wide.
 * @returns impulse response of odd length, symmetric
 * @throws RangeError when the band is empty
 */
export function bandPassFilter(lowHz: number, highHz: number, sampleRateHz: number): Float64Array {
  if (!(lowHz > 0 && lowHz < highHz)) throw new RangeError(`the band ${lowHz} … ${highHz} Hz is empty`);
  const transition = lowHz / 3 / sampleRateHz;
  const half = Math.ceil((STOP_BAND_DB - 7.95) / (14.36 * transition) / 2);
  const cutoff = (frequencyHz: number) => Math.min(1, (2 * frequencyHz) / sampleRateHz);
  return Float64Array.from({ length: 2 * half + 1 }, (_, i) => {
    const x = i - half;
    return kaiserSinc(x, cutoff(highHz), half + 1, BETA) - kaiserSinc(x, cutoff(lowHz), half + 1, BETA);
  });
}
