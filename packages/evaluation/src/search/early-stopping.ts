import type { EarlyStopping } from '@voxboard/domain';

/** A metric of a run by epoch, 0-based and ascending. */
export interface Curve {
  readonly epochs: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

export interface StopDecision {
  /** Epochs that the run had done where it was judged. */
  readonly atEpochs: number;
  readonly reason: string;
}

/**
 * Whether a run is to be stopped, judged against runs of other trials on the same fold and seed; null to go on.
 * A run of which the metric is NaN is stopped as soon as the rule may judge it.
 * @param isMinimised whether less of the metric is better
 */
export function judgeRun(
  rule: EarlyStopping,
  own: Curve,
  peers: readonly Curve[],
  isMinimised: boolean,
): StopDecision | null {
  switch (rule.kind) {
    case 'none':
      return null;
    case 'median':
      return medianRule(rule, own, peers, isMinimised);
    case 'asha':
      return ashaRule(rule, own, peers, isMinimised);
  }
}

/**
 * The median stopping rule of Golovin et al. 2017 (Vizier, section 3.2.1): stop when the best value so far is worse
 * than the median of what the peers had on average up to the same epoch.
 */
function medianRule(
  { graceEpochs, minPeers }: Extract<EarlyStopping, { kind: 'median' }>,
  own: Curve,
  peers: readonly Curve[],
  isMinimised: boolean,
): StopDecision | null {
  const done = epochsDone(own);
  if (done < graceEpochs) return null;
  const means = peers.filter((peer) => epochsDone(peer) >= done).map((peer) => meanUntil(peer, done));
  const known = means.filter((mean) => !Number.isNaN(mean)).sort((a, b) => a - b);
  if (known.length < minPeers) return null;
  const median = medianOf(known);
  const best = bestUntil(own, done, isMinimised);
  if (best !== null && !isWorse(best, median, isMinimised)) return null;
  return {
    atEpochs: done,
    reason: `Best of ${done} epochs ${shown(best)}, worse than ${shown(median)}, the median of what ${known.length} peers had on average by then.`,
  };
}

/**
 * Asynchronous successive halving, stopping variant (Li et al. 2020): at each rung only the best 1/reduction of those
 * that have reached it go on; where fewer than that many have, everybody does.
 */
function ashaRule(
  { minEpochs, reduction }: Extract<EarlyStopping, { kind: 'asha' }>,
  own: Curve,
  peers: readonly Curve[],
  isMinimised: boolean,
): StopDecision | null {
  const done = epochsDone(own);
  for (let rung = minEpochs; rung <= done; rung *= reduction) {
    const mine = bestUntil(own, rung, isMinimised);
    const theirs = peers
      .filter((peer) => epochsDone(peer) >= rung)
      .flatMap((peer) => bestUntil(peer, rung, isMinimised) ?? []);
    const all = [...theirs, ...(mine === null ? [] : [mine])].sort((a, b) => (isMinimised ? a - b : b - a));
    if (theirs.length + 1 < reduction) continue;
    const kept = Math.max(1, Math.floor((theirs.length + 1) / reduction));
    const limit = all[kept - 1];
    if (limit === undefined || (mine !== null && !isWorse(mine, limit, isMinimised))) continue;
    return {
      atEpochs: rung,
      reason: `Best of ${rung} epochs ${shown(mine)}, not among the best ${kept} of ${theirs.length + 1} that have come so far (they have ${shown(limit)} or better).`,
    };
  }
  return null;
}

function epochsDone({ epochs }: Curve): number {
  const last = epochs[epochs.length - 1];
  return last === undefined ? 0 : last + 1;
}

function bestUntil({ epochs, values }: Curve, done: number, isMinimised: boolean): number | null {
  let best: number | null = null;
  for (let i = 0; i < epochs.length && (epochs[i] ?? 0) < done; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    if (best === null || isWorse(best, value, isMinimised)) best = value;
  }
  return best;
}

function meanUntil({ epochs, values }: Curve, done: number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < epochs.length && (epochs[i] ?? 0) < done; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count++;
  }
  return count === 0 ? Number.NaN : sum / count;
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}

function isWorse(value: number, than: number, isMinimised: boolean): boolean {
  return isMinimised ? value > than : value < than;
}

function shown(value: number | null): string {
  return value === null ? 'NaN' : Number(value.toPrecision(4)).toString();
}
