import { Rng } from '@voxboard/domain';
import { DEFAULT_LEVEL, expandedPercentile, type Interval } from './interval.js';
import { deviation } from './mean-deviation.js';
import { pooledScore, type ScoreKey } from './pooled-score.js';
import { pooledCounts, type SpeakerCounts } from './speaker-counts.js';

export const DEFAULT_RESAMPLES = 10_000;

export interface BootstrapOptions {
  readonly seed: number;
  readonly resamples?: number;
  readonly level?: number;
}

/**
 * The draw behind every figure that the product prints, so that a board, an experiment's page and the command line state
 * the same bounds. Two thousand redraws fix them to about 0.002 and cost 2 ms.
 */
export const PRINTED_DRAW: BootstrapOptions = { seed: 1, resamples: 2000 };

export interface ScoreInterval extends Interval {
  /** The score of all predictions pooled. */
  readonly estimate: number;
  /** Standard deviation of the replicates; NaN with fewer than two speakers. */
  readonly standardError: number;
  readonly speakerCount: number;
  readonly resamples: number;
}

/**
 * Interval of a pooled score under redrawn speakers: whole speakers are drawn with replacement (Efron's bootstrap on
 * clusters), because clips of one person are not independent. It answers "what would this model score on other
 * speakers like these"; it does not hold the luck of training, which needs several seeds.
 * With one speaker there is nothing to redraw: the bounds are NaN.
 */
export function scoreInterval(counts: SpeakerCounts, key: ScoreKey, options: BootstrapOptions): ScoreInterval {
  const resamples = options.resamples ?? DEFAULT_RESAMPLES;
  const level = options.level ?? DEFAULT_LEVEL;
  const speakerCount = counts.speakers.length;
  const replicates = new Float64Array(resamples);
  forEachResample([counts], new Rng(options.seed), resamples, (b, [pooled]) => {
    replicates[b] = pooledScore(key, pooled, counts.classCount);
  });
  return {
    estimate: pooledScore(key, pooledCounts(counts), counts.classCount),
    standardError: speakerCount < 2 ? Number.NaN : deviation(replicates),
    ...expandedPercentile(replicates, speakerCount, level),
    speakerCount,
    resamples,
  };
}

/**
 * Draws speakers with replacement and sums their counts; every system of `systems` sees the same draw. The arrays
 * handed to `visit` are reused: read them at once.
 */
export function forEachResample(
  systems: readonly SpeakerCounts[],
  rng: Rng,
  resamples: number,
  visit: (resample: number, pooled: readonly Float64Array[]) => void,
): void {
  const speakerCount = systems[0]?.speakers.length ?? 0;
  if (speakerCount === 0) return;
  const pooled = systems.map((system) => new Float64Array(3 * system.classCount));
  for (let b = 0; b < resamples; b++) {
    for (const sum of pooled) sum.fill(0);
    for (let draw = 0; draw < speakerCount; draw++) {
      const speaker = rng.below(speakerCount);
      for (let i = 0; i < systems.length; i++) addRow(pooled[i], systems[i].counts, speaker);
    }
    visit(b, pooled);
  }
}

function addRow(sum: Float64Array, counts: Float64Array, speaker: number): void {
  const offset = speaker * sum.length;
  for (let k = 0; k < sum.length; k++) sum[k] += counts[offset + k];
}
