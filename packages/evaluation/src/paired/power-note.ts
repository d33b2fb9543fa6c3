import { studentCritical } from '../distributions/distributions.js';
import { differencePValue } from './difference-test.js';

/** Chance of seeing a difference that is there, on which the number of speakers is planned. */
const PLANNED_POWER = 0.8;
const MAX_SPEAKERS = 1_000_000;

export interface PowerNote {
  readonly canBeToldApart: boolean;
  /** Speakers with which a difference of this size would be seen four times in five; null where no number would do. */
  readonly speakersNeeded: number | null;
  /** For people. */
  readonly text: string;
}

/**
 * What the number of speakers allows to say of a difference, and how many it would take: the standard error shrinks
 * with the root of their number, and the difference must exceed t(level) + t(power) of it.
 */
export function powerNote(difference: number, standardError: number, speakerCount: number, level: number): PowerNote {
  const voices = `${speakerCount} ${speakerCount === 1 ? 'speaker' : 'speakers'}`;
  const pValue = differencePValue(difference, standardError, speakerCount);
  if (pValue === null) {
    return {
      canBeToldApart: false,
      speakersNeeded: null,
      text: `cannot be told apart with ${voices}: at least 2 are needed to see how much speakers differ`,
    };
  }
  const needed = speakersNeeded(difference, standardError, speakerCount, level);
  if (pValue < 1 - level)
    return { canBeToldApart: true, speakersNeeded: needed, text: `can be told apart with ${voices}` };
  const remedy =
    needed === null
      ? 'no number of speakers would show a difference'
      : `it would take about ${Math.max(needed, speakerCount + 1)}`;
  return {
    canBeToldApart: false,
    speakersNeeded: needed === null ? null : Math.max(needed, speakerCount + 1),
    text: `cannot be told apart with ${voices}; ${remedy}`,
  };
}

function speakersNeeded(difference: number, standardError: number, count: number, level: number): number | null {
  if (difference === 0 || !Number.isFinite(difference / standardError)) return difference === 0 ? null : 2;
  const perSpeaker = standardError * Math.sqrt(count);
  const suffices = (n: number) => {
    const needed = studentCritical(1 - level, n - 1) + studentCritical(2 * (1 - PLANNED_POWER), n - 1);
    return Math.abs(difference) >= (needed * perSpeaker) / Math.sqrt(n);
  };
  if (!suffices(MAX_SPEAKERS)) return null;
  let low = 1;
  let high = MAX_SPEAKERS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (suffices(middle)) high = middle;
    else low = middle;
  }
  return high;
}
