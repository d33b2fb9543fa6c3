import { type BootstrapOptions, scoreInterval } from '../intervals/cluster-bootstrap.js';
import { type ScoreKey, speakerInfluence } from '../intervals/pooled-score.js';
import { pooledCounts, type SpeakerCounts } from '../intervals/speaker-counts.js';

/**
 * An experiment as a board needs it: computed once when its last fold is in, stored, and never recomputed from
 * predictions. All fields survive JSON.
 */
export interface BoardEntry {
  readonly id: string;
  /** Pooled score, higher is better; NaN is never ranked. */
  readonly score: number;
  /** Bounds of the score's own interval; null where they cannot be had (one speaker). */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  /** Test speakers, ascending. */
  readonly speakers: readonly string[];
  /** How much each speaker pulls the score (`speakerInfluence`): what pairs are compared with. */
  readonly influence: readonly number[];
}

/** @param counts of all test predictions of the experiment, folds and seeds pooled */
export function boardEntry(id: string, counts: SpeakerCounts, key: ScoreKey, options: BootstrapOptions): BoardEntry {
  const { estimate, lower, upper, level } = scoreInterval(counts, key, options);
  return {
    id,
    score: estimate,
    lower: Number.isNaN(lower) ? null : lower,
    upper: Number.isNaN(upper) ? null : upper,
    level,
    speakers: counts.speakers,
    influence: Array.from(speakerInfluence(key, counts.counts, pooledCounts(counts), counts.classCount)),
  };
}
