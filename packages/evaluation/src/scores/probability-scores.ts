import { LabelIndexError, LengthMismatchError } from './scores.errors.js';

/** One row per clip, one probability per class: rows × classes, each row summing to 1. */
export type ProbabilityRows = readonly ArrayLike<number>[];

/** As sklearn: the smallest double step above 1, so that a confident miss costs 36 nats instead of infinity. */
const PROBABILITY_FLOOR = Number.EPSILON;

/**
 * Mean −ln p(actual class), natural logarithm: 0 … 36, NaN without rows; probabilities are clipped to [ε, 1 − ε].
 * sklearn `log_loss`. @throws LengthMismatchError, LabelIndexError
 */
export function logLoss(actual: ArrayLike<number>, probabilities: ProbabilityRows): number {
  checkRows(actual, probabilities);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const p = probabilities[i][actual[i]];
    sum -= Math.log(Math.min(Math.max(p, PROBABILITY_FLOOR), 1 - PROBABILITY_FLOOR));
  }
  return sum / actual.length;
}

/**
 * Mean squared distance of the probabilities from the one-hot truth, summed over classes (Brier 1950): 0 … 2, NaN
 * without rows. sklearn `brier_score_loss(scale_by_half=False)`. @throws LengthMismatchError, LabelIndexError
 */
export function brier(actual: ArrayLike<number>, probabilities: ProbabilityRows): number {
  checkRows(actual, probabilities);
  let sum = 0;
  for (let i = 0; i < actual.length; i++) {
    const row = probabilities[i];
    for (let k = 0; k < row.length; k++) sum += (row[k] - (k === actual[i] ? 1 : 0)) ** 2;
  }
  return sum / actual.length;
}

/**
 * Expected calibration error (Guo et al. 2017): rows are binned by the confidence of their top class into equal widths
 * (0, 1/m] … ((m−1)/m, 1]; |accuracy − mean confidence| averaged by bin size. 0 … 1, NaN without rows.
 * The first of tied classes is the top class. @throws LengthMismatchError, LabelIndexError
 */
export function expectedCalibrationError(
  actual: ArrayLike<number>,
  probabilities: ProbabilityRows,
  binCount = 15,
): number {
  checkRows(actual, probabilities);
  const hits = new Float64Array(binCount);
  const confidences = new Float64Array(binCount);
  for (let i = 0; i < actual.length; i++) {
    const top = argMax(probabilities[i]);
    const confidence = probabilities[i][top];
    const bin = Math.min(Math.max(Math.ceil(confidence * binCount) - 1, 0), binCount - 1);
    confidences[bin] += confidence;
    if (top === actual[i]) hits[bin]++;
  }
  let gap = 0;
  for (let b = 0; b < binCount; b++) gap += Math.abs(hits[b] - confidences[b]);
  return gap / actual.length;
}

/** Areas under the ROC curve; null for a class that no row, or every row, belongs to. */
export interface RocAuc {
  readonly perClass: readonly (number | null)[];
  /** Mean over the classes that have an area; null when none has. */
  readonly macro: number | null;
}

/**
 * Area under the ROC curve of each class against the rest: the chance that a row of the class gets a higher
 * probability for it than a row of another class, ties counting half (Mann–Whitney). 0 … 1.
 * sklearn `roc_auc_score(multi_class='ovr', average='macro')`. @throws LengthMismatchError, LabelIndexError
 */
export function rocAucOneVsRest(
  actual: ArrayLike<number>,
  probabilities: ProbabilityRows,
  labels: readonly string[],
): RocAuc {
  checkRows(actual, probabilities);
  const perClass = labels.map((_, k) => areaOfClass(actual, probabilities, k));
  const defined = perClass.filter((area) => area !== null);
  return {
    perClass,
    macro: defined.length === 0 ? null : defined.reduce((sum, area) => sum + area, 0) / defined.length,
  };
}

function areaOfClass(actual: ArrayLike<number>, probabilities: ProbabilityRows, k: number): number | null {
  const order = Array.from(probabilities.keys()).sort((a, b) => probabilities[a][k] - probabilities[b][k]);
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < order.length; ) {
    const score = probabilities[order[start]][k];
    let end = start;
    let positivesHere = 0;
    for (; end < order.length && probabilities[order[end]][k] === score; end++) {
      if (actual[order[end]] === k) positivesHere++;
    }
    // NaN equals nothing, itself included: a NaN probability must not stall the walk.
    if (end === start) return Number.NaN;
    rankSum += (positivesHere * (start + 1 + end)) / 2;
    positives += positivesHere;
    start = end;
  }
  const negatives = order.length - positives;
  if (positives === 0 || negatives === 0) return null;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** Index of the largest value; the first of ties. */
export function argMax(values: ArrayLike<number>): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k;
  return best;
}

function checkRows(actual: ArrayLike<number>, probabilities: ProbabilityRows): void {
  if (actual.length !== probabilities.length) {
    throw new LengthMismatchError(
      { name: 'actual', length: actual.length },
      { name: 'probabilities', length: probabilities.length },
    );
  }
  for (let i = 0; i < actual.length; i++) {
    if (probabilities[i][actual[i]] === undefined) {
      throw new LabelIndexError('actual', i, actual[i], probabilities[i].length);
    }
  }
}
