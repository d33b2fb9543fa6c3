import type { Rng } from '@voxboard/domain';

/** Pairs are tried for a better swap up to this many groups; beyond it the greedy pass is balanced already. */
const MAX_GROUPS_TO_SWAP = 128;
const MAX_PASSES = 8;

/**
 * Deals groups (speakers, statements) into parts so that each stratum is spread in proportion to the parts' shares:
 * largest groups first to where they disturb the balance least, then moves and swaps while they improve it. The cost is
 * the chi-square distance Σ (count − share·total)² / (share·total) over parts and strata. No part stays empty.
 *
 * @param vectors groups × strata counts (for example clips of each gender and emotion)
 * @param shares one per part, summing to 1; at most as many parts as groups
 * @returns the part of each group
 */
export function assignGroups(vectors: readonly Float64Array[], shares: readonly number[], rng: Rng): Int32Array {
  const state = new Assignment(vectors, shares);
  const order = rng.shuffle(Array.from(vectors.keys()));
  const sizes = vectors.map((vector) => vector.reduce((sum, count) => sum + count, 0));
  order.sort((a, b) => sizes[b] - sizes[a]);
  for (const group of order) state.place(group, state.cheapestPart(group));
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const moved = improveByMoves(state, order);
    const swapped = order.length <= MAX_GROUPS_TO_SWAP && improveBySwaps(state, order);
    if (!moved && !swapped) break;
  }
  fillEmptyParts(state, order);
  return state.partOf;
}

/** Parts under construction; costs are differences, so that a trial is a sum over strata. */
class Assignment {
  readonly partOf: Int32Array;
  readonly groupCounts: Int32Array;
  readonly #counts: Float64Array[];
  /** 1 / (share × total) per part and stratum; 0 for a stratum without clips. */
  readonly #weights: Float64Array[];

  constructor(
    readonly vectors: readonly Float64Array[],
    shares: readonly number[],
  ) {
    const strata = vectors[0]?.length ?? 0;
    const totals = new Float64Array(strata);
    for (const vector of vectors) for (let s = 0; s < strata; s++) totals[s] += vector[s];
    this.partOf = new Int32Array(vectors.length).fill(-1);
    this.groupCounts = new Int32Array(shares.length);
    this.#counts = shares.map(() => new Float64Array(strata));
    this.#weights = shares.map((share) => totals.map((total) => (total === 0 ? 0 : 1 / (share * total))));
  }

  get partCount(): number {
    return this.groupCounts.length;
  }

  place(group: number, part: number): void {
    const from = this.partOf[group];
    if (from >= 0) this.#add(from, group, -1);
    this.#add(part, group, 1);
    this.partOf[group] = part;
  }

  cheapestPart(group: number): number {
    let best = 0;
    let bestCost = Number.POSITIVE_INFINITY;
    for (let part = 0; part < this.partCount; part++) {
      const cost = this.#costOfChange(part, this.vectors[group], null);
      if (cost < bestCost) [best, bestCost] = [part, cost];
    }
    return best;
  }

  costOfMove(group: number, part: number): number {
    const vector = this.vectors[group];
    return this.#costOfChange(part, vector, null) + this.#costOfChange(this.partOf[group], null, vector);
  }

  costOfSwap(a: number, b: number): number {
    const [va, vb] = [this.vectors[a], this.vectors[b]];
    return this.#costOfChange(this.partOf[a], vb, va) + this.#costOfChange(this.partOf[b], va, vb);
  }

  #costOfChange(part: number, added: Float64Array | null, removed: Float64Array | null): number {
    const counts = this.#counts[part];
    const weights = this.#weights[part];
    let cost = 0;
    for (let s = 0; s < counts.length; s++) {
      if (weights[s] === 0) continue;
      const change = (added === null ? 0 : added[s]) - (removed === null ? 0 : removed[s]);
      // (c + d − e)² / e − (c − e)² / e with e = share × total.
      cost += change * (2 * counts[s] + change) * weights[s] - 2 * change;
    }
    return cost;
  }

  #add(part: number, group: number, sign: 1 | -1): void {
    const counts = this.#counts[part];
    const vector = this.vectors[group];
    for (let s = 0; s < counts.length; s++) counts[s] += sign * vector[s];
    this.groupCounts[part] += sign;
  }
}

/** Below this a gain is rounding, and taking it could go round in circles. */
const SMALLEST_GAIN = -1e-9;

function improveByMoves(state: Assignment, order: readonly number[]): boolean {
  let improved = false;
  for (const group of order) {
    for (let part = 0; part < state.partCount; part++) {
      const from = state.partOf[group];
      if (part === from || state.groupCounts[from] === 1) continue;
      if (state.costOfMove(group, part) >= SMALLEST_GAIN) continue;
      state.place(group, part);
      improved = true;
    }
  }
  return improved;
}

function improveBySwaps(state: Assignment, order: readonly number[]): boolean {
  let improved = false;
  for (let i = 0; i < order.length; i++) {
    for (let j = i + 1; j < order.length; j++) {
      const [a, b] = [order[i], order[j]];
      const [partA, partB] = [state.partOf[a], state.partOf[b]];
      if (partA === partB || state.costOfSwap(a, b) >= SMALLEST_GAIN) continue;
      state.place(a, partB);
      state.place(b, partA);
      improved = true;
    }
  }
  return improved;
}

function fillEmptyParts(state: Assignment, order: readonly number[]): void {
  for (let part = 0; part < state.partCount; part++) {
    if (state.groupCounts[part] > 0) continue;
    let best = -1;
    let bestCost = Number.POSITIVE_INFINITY;
    for (const group of order) {
      if (state.groupCounts[state.partOf[group]] < 2) continue;
      const cost = state.costOfMove(group, part);
      if (cost < bestCost) [best, bestCost] = [group, cost];
    }
    if (best >= 0) state.place(best, part);
  }
}
