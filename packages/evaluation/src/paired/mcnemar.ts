import { fairCoinCdf } from '../distributions/distributions.js';

export interface McNemar {
  /** Clips that only the first, or only the second, got right. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Two-sided exact p-value, 1 when the two never differ. */
  readonly pValue: number;
}

/**
 * McNemar's exact test on the clips that exactly one of two models got right. It takes clips for independent, which
 * clips of one speaker are not: it says whether these models differ on THESE speakers, not on others.
 * statsmodels `mcnemar(exact=True)`.
 */
export function mcnemarExact(onlyFirst: number, onlySecond: number): McNemar {
  const discordant = onlyFirst + onlySecond;
  const pValue = Math.min(1, 2 * fairCoinCdf(Math.min(onlyFirst, onlySecond), discordant));
  return { onlyFirst, onlySecond, pValue };
}
