/** The two mel scales in use: Slaney's Auditory Toolbox (linear below 1 kHz; librosa's default) and HTK's formula. */
export type MelScale = 'slaney' | 'htk';

const SLANEY_HZ_PER_MEL = 200 / 3;
const SLANEY_LOG_START_HZ = 1000;
const SLANEY_LOG_START_MEL = SLANEY_LOG_START_HZ / SLANEY_HZ_PER_MEL;
const SLANEY_LOG_STEP = Math.log(6.4) / 27;

/** `librosa.hz_to_mel`. */
export function hzToMel(frequencyHz: number, scale: MelScale = 'slaney'): number {
  if (scale === 'htk') return 2595 * Math.log10(1 + frequencyHz / 700);
  if (frequencyHz < SLANEY_LOG_START_HZ) return frequencyHz / SLANEY_HZ_PER_MEL;
  return SLANEY_LOG_START_MEL + Math.log(frequencyHz / SLANEY_LOG_START_HZ) / SLANEY_LOG_STEP;
}

/** `librosa.mel_to_hz`, the inverse of `hzToMel`. */
export function melToHz(mel: number, scale: MelScale = 'slaney'): number {
  if (scale === 'htk') return 700 * (10 ** (mel / 2595) - 1);
  if (mel < SLANEY_LOG_START_MEL) return mel * SLANEY_HZ_PER_MEL;
  return SLANEY_LOG_START_HZ * Math.exp(SLANEY_LOG_STEP * (mel - SLANEY_LOG_START_MEL));
}
