import type { BoardBaselineFragment, LeaderboardRowFragment, ScoreMetric } from '../../generated/graphql';

export interface Span {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}
const NONE: Span = { value: null, low: null, high: null };

/** An entry's score with its interval and, for UAR, the single runs behind it. */
export function scoreInterval(entry: Pick<LeaderboardRowFragment, 'scores' | 'perRunUar'>, metric: ScoreMetric) {
  const { value, low, high } = entry.scores.find((score) => score.metric === metric) ?? NONE;
  return { value, low, high, points: metric === 'UAR' ? entry.perRunUar : [] };
}

/** What a baseline scores; its interval is of the board's metric. */
export function baselineInterval(
  { uar, accuracy, macroF1, low, high }: BoardBaselineFragment,
  metric: ScoreMetric,
): Span {
  const value = { UAR: uar, ACCURACY: accuracy, MACRO_F1: macroF1 }[metric];
  return value === null ? NONE : { value, low, high };
}

/** "41.0–49.4" in per cent, or that there is none. */
export function spanText({ low, high }: Span): string {
  if (low === null || high === null) return 'no interval';
  return `${(low * 100).toFixed(1)}–${(high * 100).toFixed(1)}`;
}
