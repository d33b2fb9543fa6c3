import type { Recipe } from '@voxboard/domain';

/** A stretch of a recording, in samples of it. */
export interface AudioWindow {
  readonly start: number;
  readonly end: number;
}

/** Where a recipe reads a whole clip, a window is as long as a short utterance. */
const USUAL_SEC = 3;
const SHORTEST_SEC = 0.5;
const LONGEST_SEC = 10;
const HOP_SEC = 0.5;
const MOST_WINDOWS = 240;

/** How much of a recording one window holds: what the recipe reads of a clip. Seconds. */
export function windowSeconds({ durationSec, aggregation, hopLength, sampleRateHz }: Recipe): number {
  let seconds = durationSec;
  if (seconds === null && aggregation.kind === 'samples') seconds = aggregation.sampleCount / sampleRateHz;
  if (seconds === null && aggregation.kind === 'frames' && aggregation.frameCount !== null) {
    seconds = (aggregation.frameCount * (aggregation.pairAverage ? 2 : 1) * hopLength) / sampleRateHz;
  }
  return Math.min(Math.max(seconds ?? USUAL_SEC, SHORTEST_SEC), LONGEST_SEC);
}

/**
 * Windows over a recording, half a second apart (further in long ones, so that there are at most 240); the last ends
 * with the recording. A recording shorter than a window is one.
 */
export function slidingWindows(sampleCount: number, sampleRateHz: number, recipe: Recipe): AudioWindow[] {
  const length = Math.round(windowSeconds(recipe) * sampleRateHz);
  if (sampleCount <= length) return sampleCount === 0 ? [] : [{ start: 0, end: sampleCount }];
  const room = sampleCount - length;
  const steps = Math.min(Math.ceil(room / (HOP_SEC * sampleRateHz)), MOST_WINDOWS - 1);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const start = Math.round((room * i) / steps);
    return { start, end: start + length };
  });
}
