import {
  chanceCounts,
  majorityCounts,
  pooledCounts,
  pooledScore,
  type ScoreKey,
  type SpeakerCounts,
} from '@voxboard/evaluation';
import { orNull } from '../shared/or-null.js';
import type { PlainScore } from './board-view.js';
import type { Baseline } from './leaderboard.type.js';

const DESCRIPTIONS = {
  chance: 'Guessing every class equally often.',
  'majority class': 'Always answering the commonest class.',
  'linear model': 'Linear discriminant analysis on the same features: what needs no network at all.',
  'shuffled labels':
    'The linear model trained on shuffled labels: it should score like chance, and more says that something leaks.',
} as const;

/** What guessing would score on the clips of the board. */
export function guessing(counts: SpeakerCounts): Baseline[] {
  return [baseline('chance', chanceCounts(counts)), baseline('majority class', majorityCounts(counts))];
}

function baseline(name: 'chance' | 'majority class', guess: SpeakerCounts): Baseline {
  const pooled = pooledCounts(guess);
  const score = (key: ScoreKey) => orNull(pooledScore(key, pooled, guess.classCount));
  return {
    name,
    description: DESCRIPTIONS[name],
    uar: score('uar'),
    accuracy: score('accuracy'),
    macroF1: score('macro_f1'),
    low: null,
    high: null,
    experimentId: null,
  };
}

/** What was trained to be held against; without scores where it was not. */
export function trained(
  name: 'linear model' | 'shuffled labels',
  experimentId: string | null,
  scores: readonly PlainScore[],
  metric: ScoreKey,
): Baseline {
  const of = (key: ScoreKey) => scores.find((score) => score.key === key) ?? null;
  return {
    name,
    description: DESCRIPTIONS[name],
    uar: of('uar')?.value ?? null,
    accuracy: of('accuracy')?.value ?? null,
    macroF1: of('macro_f1')?.value ?? null,
    low: of(metric)?.lower ?? null,
    high: of(metric)?.upper ?? null,
    experimentId,
  };
}
