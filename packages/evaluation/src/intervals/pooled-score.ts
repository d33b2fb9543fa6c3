/** The scores that intervals and comparisons are made of, by their metric keys. */
export const SCORE_KEYS = ['uar', 'accuracy', 'macro_f1'] as const;
export type ScoreKey = (typeof SCORE_KEYS)[number];

/**
 * A score of pooled counts [hits, actual, predicted] (each one number per class): the same definitions as `uar`,
 * `accuracy` and `macroF1` of a confusion matrix. NaN without rows.
 */
export function pooledScore(key: ScoreKey, counts: Float64Array, classCount: number): number {
  if (key === 'uar') return uarOf(counts, classCount);
  return key === 'accuracy' ? accuracyOf(counts, classCount) : macroF1Of(counts, classCount);
}

function uarOf(counts: Float64Array, n: number): number {
  let sum = 0;
  let present = 0;
  for (let k = 0; k < n; k++) {
    if (counts[n + k] === 0) continue;
    sum += counts[k] / counts[n + k];
    present++;
  }
  return sum / present;
}

function accuracyOf(counts: Float64Array, n: number): number {
  let hits = 0;
  let rows = 0;
  for (let k = 0; k < n; k++) {
    hits += counts[k];
    rows += counts[n + k];
  }
  return hits / rows;
}

function macroF1Of(counts: Float64Array, n: number): number {
  let sum = 0;
  let present = 0;
  for (let k = 0; k < n; k++) {
    const either = counts[n + k] + counts[2 * n + k];
    if (either === 0) continue;
    sum += (2 * counts[k]) / either;
    present++;
  }
  return sum / present;
}

/**
 * How much each speaker pulls the score: the first-order influence of one speaker's rows, in speaker order, summing to
 * zero. The variance of the score over redrawn speakers is about S/(S−1) · Σ influence² (infinitesimal jackknife), and
 * of the difference of two scores on the same speakers the same of the differences.
 */
export function speakerInfluence(
  key: ScoreKey,
  counts: Float64Array,
  pooled: Float64Array,
  classCount: number,
): Float64Array {
  const n = classCount;
  const width = 3 * n;
  const influence = new Float64Array(counts.length / width);
  const total = sumOf(pooled, n, 2 * n);
  const share = sumOf(pooled, 0, n) / total;
  for (let s = 0; s < influence.length; s++) {
    let sum = 0;
    let present = 0;
    for (let k = 0; k < n; k++) {
      const [hits, actual, predicted] = [
        counts[s * width + k],
        counts[s * width + n + k],
        counts[s * width + 2 * n + k],
      ];
      const base = key === 'accuracy' ? total : key === 'uar' ? pooled[n + k] : pooled[n + k] + pooled[2 * n + k];
      if (base === 0) continue;
      present++;
      if (key === 'accuracy') sum += (hits - share * actual) / base;
      else if (key === 'uar') sum += (hits - (pooled[k] / base) * actual) / base;
      else sum += (2 * hits - ((2 * pooled[k]) / base) * (actual + predicted)) / base;
    }
    influence[s] = key === 'accuracy' ? sum : sum / present;
  }
  return influence;
}

function sumOf(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += values[i];
  return sum;
}
