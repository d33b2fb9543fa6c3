import { normalQuantile } from '../distributions/distributions.js';
import { checkLevel, DEFAULT_LEVEL, type Interval } from './interval.js';

/**
 * Wilson score interval of a share, for independent trials (clips of different speakers, or a quick figure beside a
 * class recall). Clips of one speaker are not independent: `scoreInterval` is the honest one for a model's score.
 * statsmodels `proportion_confint(method='wilson')`. NaN bounds without trials.
 * @throws RangeError unless 0 ≤ successes ≤ trials
 */
export function wilsonInterval(successes: number, trials: number, level: number = DEFAULT_LEVEL): Interval {
  checkLevel(level);
  if (!(successes >= 0 && successes <= trials)) {
    throw new RangeError(`successes must lie between 0 and ${trials}, got ${successes}`);
  }
  if (trials === 0) return { lower: Number.NaN, upper: Number.NaN, level };
  const z = normalQuantile(1 - (1 - level) / 2);
  const share = successes / trials;
  const scale = 1 + z ** 2 / trials;
  const centre = (share + z ** 2 / (2 * trials)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / trials + z ** 2 / (4 * trials ** 2));
  return { lower: Math.max(0, centre - half), upper: Math.min(1, centre + half), level };
}
