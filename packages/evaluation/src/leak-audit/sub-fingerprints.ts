/**
 * How the band energies of a fingerprint are made, so that two recordings of one content are framed alike: mono at
 * `sampleRateHz`, Hann frames, power spectrum summed over log-spaced bands between `lowHz` and `highHz`.
 */
export const FINGERPRINT_FRAMING = {
  sampleRateHz: 16_000,
  frameLength: 4096,
  hopLength: 512,
  bandCount: 33,
  lowHz: 300,
  highHz: 3000,
} as const;

/** Raised whenever equal recordings would get other fingerprints than before: stored ones are then computed again. */
export const FINGERPRINT_VERSION = 1;

/** Frames this much below the loudest carry room noise, not content. */
const SILENCE_DB = 35;

/** One 32-bit word per frame (but the first); 0 marks a frame that is too quiet to be compared. */
export type Fingerprint = Uint32Array;

/**
 * Audio fingerprint of Haitsma and Kalker (2002): bit m of frame n is the sign of the change, from the last frame, of
 * the energy difference between bands m and m + 1. It survives gain, resampling, re-encoding, trimming and some noise,
 * and differs between two takes of one sentence by one speaker.
 * @param bandEnergies frames × 33, row-major, linear power
 * @throws RangeError when the length is no multiple of 33
 */
export function subFingerprints(bandEnergies: ArrayLike<number>): Fingerprint {
  const { bandCount } = FINGERPRINT_FRAMING;
  const frameCount = bandEnergies.length / bandCount;
  if (!Number.isInteger(frameCount)) {
    throw new RangeError(`band energies must be frames × ${bandCount}, got ${bandEnergies.length} values`);
  }
  const loudness = frameEnergies(bandEnergies, frameCount, bandCount);
  const floor = loudness.reduce((max, energy) => Math.max(max, energy), 0) * 10 ** (-SILENCE_DB / 10);
  const words = new Uint32Array(Math.max(frameCount - 1, 0));
  for (let n = 1; n < frameCount; n++) {
    if (!(loudness[n] > floor && loudness[n - 1] > floor)) continue;
    const now = n * bandCount;
    const last = now - bandCount;
    let word = 0;
    for (let m = 0; m < bandCount - 1; m++) {
      const change =
        bandEnergies[now + m] - bandEnergies[now + m + 1] - (bandEnergies[last + m] - bandEnergies[last + m + 1]);
      word = (word << 1) | (change > 0 ? 1 : 0);
    }
    words[n - 1] = word >>> 0;
  }
  return words;
}

function frameEnergies(bandEnergies: ArrayLike<number>, frameCount: number, bandCount: number): Float64Array {
  const energies = new Float64Array(frameCount);
  for (let i = 0; i < bandEnergies.length; i++) energies[Math.floor(i / bandCount)] += bandEnergies[i];
  return energies;
}
