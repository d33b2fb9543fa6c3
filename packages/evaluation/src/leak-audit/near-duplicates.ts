import type { Fingerprint } from './sub-fingerprints.js';

/** Two clips whose sound is the same, by index, first < second. */
export interface ClipPair {
  readonly first: number;
  readonly second: number;
  /** Share of bits that differ: about 0.48 between different recordings, below 0.05 for a re-encoded copy. */
  readonly bitErrorRate: number;
}

/** Frames to either side of the expected alignment at which a match is looked for: ±130 ms. */
const MAX_SHIFT = 4;
/** Frames that both recordings must have in common to be judged. */
const MIN_COMMON_FRAMES = 16;
/**
 * Haitsma and Kalker's 0.35 is for 256 frames; clips of three seconds have 55 loud ones. Among the million pairs of RAVDESS
 * two takes of one sentence come down to 0.22; re-encoded, scaled, shifted or trimmed copies stay below 0.14.
 */
const MAX_BIT_ERROR_RATE = 0.2;
/** Words that are looked at before a whole comparison is made, and the rate above which it is not. */
const PROBE_WORDS = 8;
const MAX_PROBE_RATE = 0.42;

/**
 * All pairs of clips with nearly the same sound, whatever their level, encoding or leading silence. Slower or pitched
 * copies are not found. A million pairs take about a second: compute it once for a dataset version and keep it.
 * @param fingerprints by clip; null where there is none
 */
export function findNearDuplicates(fingerprints: readonly (Fingerprint | null)[]): ClipPair[] {
  const onsets = fingerprints.map((words) => (words === null ? -1 : words.findIndex((word) => word !== 0)));
  const pairs: ClipPair[] = [];
  for (let first = 0; first < fingerprints.length; first++) {
    const a = fingerprints[first];
    if (a === null || onsets[first] < 0) continue;
    for (let second = first + 1; second < fingerprints.length; second++) {
      const b = fingerprints[second];
      if (b === null || onsets[second] < 0) continue;
      const bitErrorRate = bestErrorRate(a, b, onsets[second] - onsets[first]);
      if (bitErrorRate <= MAX_BIT_ERROR_RATE) pairs.push({ first, second, bitErrorRate });
    }
  }
  return pairs;
}

/** Lowest share of differing bits, aligned by the files' starts and by the first sound; 1 where none can be judged. */
function bestErrorRate(a: Fingerprint, b: Fingerprint, onsetShift: number): number {
  let best = 1;
  for (let shift = -MAX_SHIFT; shift <= MAX_SHIFT; shift++) {
    best = Math.min(best, errorRateAt(a, b, onsetShift + shift));
    if (Math.abs(shift - onsetShift) > MAX_SHIFT) best = Math.min(best, errorRateAt(a, b, shift));
  }
  return best;
}

/** Compares a[i] with b[i + shift] over the frames that are loud in both. */
function errorRateAt(a: Fingerprint, b: Fingerprint, shift: number): number {
  const start = Math.max(0, -shift);
  const end = Math.min(a.length, b.length - shift);
  if (end - start < MIN_COMMON_FRAMES) return 1;
  let errors = 0;
  let words = 0;
  for (let i = start; i < end; i++) {
    const left = a[i];
    const right = b[i + shift];
    if (left === 0 || right === 0) continue;
    errors += bitCount(left ^ right);
    words++;
    if (words === PROBE_WORDS && errors > MAX_PROBE_RATE * 32 * PROBE_WORDS) return 1;
  }
  return words < MIN_COMMON_FRAMES ? 1 : errors / (32 * words);
}

function bitCount(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
