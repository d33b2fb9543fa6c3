import { studentTwoSided } from '../distributions/distributions.js';

/**
 * Two-sided p-value of a difference whose standard error was estimated from `speakerCount` speakers: Student's t, but
 * never below 2^(1 − speakers), the smallest that swapping the two models speaker by speaker could give. Null with one
 * speaker, from whom nothing can be said of others.
 */
export function differencePValue(difference: number, standardError: number, speakerCount: number): number | null {
  if (speakerCount < 2) return null;
  if (difference === 0) return 1;
  return Math.max(studentTwoSided(difference / standardError, speakerCount - 1), smallestPValue(speakerCount));
}

export function smallestPValue(speakerCount: number): number {
  return 2 ** (1 - speakerCount);
}
