import type { ProbabilityRows } from '../scores/probability-scores.js';
import { LabelIndexError, LengthMismatchError } from '../scores/scores.errors.js';

/** A probability that rounded to 0 must not decide alone. */
const FLOOR = 1e-7;
const STEPS = 5000;
const TOLERANCE = 1e-13;

/**
 * The logarithmic opinion pool: p(class) ∝ Π member p(class)^weight, rows summing to 1 (Genest & Zidek 1986). Weights
 * need not sum to 1; all zero gives every class the same.
 * @param members one set of rows each, same clips in the same order
 * @throws LengthMismatchError when members or weights differ in number
 */
export function combineProbabilities(members: readonly ProbabilityRows[], weights: ArrayLike<number>): Float64Array[] {
  checkMembers(members);
  if (weights.length !== members.length) {
    throw new LengthMismatchError(
      { name: 'weights', length: weights.length },
      { name: 'members', length: members.length },
    );
  }
  return (members[0] ?? []).map((row, i) => pooled(logRows(members, i), weights, row.length));
}

/**
 * The weights (each 0 or more) under which the pool of the members gives the actual classes the highest likelihood:
 * convex, so there is one best value. Fit them on validation rows, never on those that are scored. Members that say
 * nothing get 0; when all rows are hopeless every weight does.
 * @throws LengthMismatchError, LabelIndexError, RangeError without rows
 */
export function ensembleWeights(members: readonly ProbabilityRows[], actual: ArrayLike<number>): Float64Array {
  checkMembers(members);
  const rowCount = members[0]?.length ?? 0;
  if (rowCount === 0) throw new RangeError('weights cannot be fitted without validation rows');
  if (actual.length !== rowCount) {
    throw new LengthMismatchError({ name: 'actual', length: actual.length }, { name: 'members', length: rowCount });
  }
  const classCount = members[0][0].length;
  const rows = Array.from({ length: rowCount }, (_, i) => {
    if (!(actual[i] >= 0 && actual[i] < classCount)) throw new LabelIndexError('actual', i, actual[i], classCount);
    return logRows(members, i);
  });
  let weights = new Float64Array(members.length).fill(1 / members.length);
  let { loss, gradient } = lossAt(rows, actual, weights, classCount);
  let rate = 1;
  for (let step = 0; step < STEPS; step++) {
    const next = weights.map((w, k) => Math.max(0, w - rate * gradient[k]));
    const there = lossAt(rows, actual, next, classCount);
    if (there.loss > loss) {
      rate /= 2;
      if (rate < 1e-12) break;
      continue;
    }
    const gain = loss - there.loss;
    weights = next;
    ({ loss, gradient } = there);
    rate *= 1.2;
    if (gain < TOLERANCE * Math.max(1, loss) && step > 20) break;
  }
  return weights;
}

/** ln p of each member and class for row i: member-major. */
function logRows(members: readonly ProbabilityRows[], i: number): Float64Array[] {
  return members.map((rows) => Float64Array.from(rows[i], (p) => Math.log(Math.max(p, FLOOR))));
}

function pooled(logs: readonly Float64Array[], weights: ArrayLike<number>, classCount: number): Float64Array {
  const sums = new Float64Array(classCount);
  for (let k = 0; k < logs.length; k++) for (let c = 0; c < classCount; c++) sums[c] += weights[k] * logs[k][c];
  const largest = sums.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let total = 0;
  for (let c = 0; c < classCount; c++) {
    sums[c] = Math.exp(sums[c] - largest);
    total += sums[c];
  }
  return sums.map((value) => value / total);
}

function lossAt(
  rows: readonly (readonly Float64Array[])[],
  actual: ArrayLike<number>,
  weights: Float64Array,
  classCount: number,
): { loss: number; gradient: Float64Array } {
  let loss = 0;
  const gradient = new Float64Array(weights.length);
  rows.forEach((logs, i) => {
    const p = pooled(logs, weights, classCount);
    loss -= Math.log(Math.max(p[actual[i]], Number.MIN_VALUE)) / rows.length;
    for (let k = 0; k < weights.length; k++) {
      let expected = 0;
      for (let c = 0; c < classCount; c++) expected += p[c] * logs[k][c];
      gradient[k] += (expected - logs[k][actual[i]]) / rows.length;
    }
  });
  return { loss, gradient };
}

function checkMembers(members: readonly ProbabilityRows[]): void {
  members.forEach((rows, k) => {
    if (rows.length !== members[0].length) {
      throw new LengthMismatchError(
        { name: `member ${k}`, length: rows.length },
        { name: 'member 0', length: members[0].length },
      );
    }
    rows.forEach((row, i) => {
      const expected = members[0][0].length;
      if (row.length !== expected) {
        throw new LengthMismatchError(
          { name: `member ${k} row ${i}`, length: row.length },
          { name: 'classes', length: expected },
        );
      }
    });
  });
}
