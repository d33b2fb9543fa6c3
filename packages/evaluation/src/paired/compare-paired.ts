import { Rng } from '@voxboard/domain';
import { studentCritical } from '../distributions/distributions.js';
import { type BootstrapOptions, DEFAULT_RESAMPLES, forEachResample } from '../intervals/cluster-bootstrap.js';
import { checkLevel, DEFAULT_LEVEL, type Interval } from '../intervals/interval.js';
import { deviation } from '../intervals/mean-deviation.js';
import { pooledScore, type ScoreKey } from '../intervals/pooled-score.js';
import { pooledCounts, speakerCounts } from '../intervals/speaker-counts.js';
import { type ClipOutcomes, matchClips } from './clip-outcomes.js';
import { differencePValue } from './difference-test.js';
import { type McNemar, mcnemarExact } from './mcnemar.js';
import { type PowerNote, powerNote } from './power-note.js';

export interface PairedComparison extends Interval {
  readonly score: ScoreKey;
  readonly first: number;
  readonly second: number;
  /** first − second. */
  readonly difference: number;
  readonly standardError: number;
  /** Two-sided; null with one speaker, from whom nothing can be said of others. */
  readonly pValue: number | null;
  readonly speakerCount: number;
  readonly clipCount: number;
  readonly mcnemar: McNemar;
  readonly power: PowerNote;
}

/**
 * Compares two experiments on the same clips. Both scores are recomputed on the same redrawn speakers, so that what
 * makes a speaker hard for both cancels. The interval is difference ± t · standard error and the p-value its inversion,
 * Student's t with speakers − 1 degrees of freedom. For several pairs put the p-values through `holm`.
 * @throws DifferentClipsError, LengthMismatchError, LabelIndexError
 */
export function comparePaired(
  first: ClipOutcomes,
  second: ClipOutcomes,
  score: ScoreKey,
  options: BootstrapOptions,
): PairedComparison {
  const level = options.level ?? DEFAULT_LEVEL;
  checkLevel(level);
  const discordance = matchClips(first, second);
  const systems = [speakerCounts(first), speakerCounts(second)] as const;
  const classCount = first.classCount;
  const [a, b] = systems.map((system) => pooledScore(score, pooledCounts(system), classCount));
  const replicates = new Float64Array(options.resamples ?? DEFAULT_RESAMPLES);
  forEachResample(systems, new Rng(options.seed), replicates.length, (index, [left, right]) => {
    replicates[index] = pooledScore(score, left, classCount) - pooledScore(score, right, classCount);
  });
  const speakerCount = systems[0].speakers.length;
  const difference = a - b;
  const standardError = speakerCount < 2 ? Number.NaN : deviation(replicates);
  const half = speakerCount < 2 ? Number.NaN : studentCritical(1 - level, speakerCount - 1) * standardError;
  return {
    score,
    first: a,
    second: b,
    difference,
    standardError,
    lower: difference - half,
    upper: difference + half,
    level,
    pValue: differencePValue(difference, standardError, speakerCount),
    speakerCount,
    clipCount: new Set(Array.from(first.clips)).size,
    mcnemar: mcnemarExact(discordance.onlyFirst, discordance.onlySecond),
    power: powerNote(difference, standardError, speakerCount, level),
  };
}
