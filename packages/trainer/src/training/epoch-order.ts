import type { Rng, RowRef } from '@voxboard/domain';

/**
 * The rows of one epoch in the order they are trained.
 * @param onePerClip each clip once, as one of its rows at random, instead of every row
 */
export function epochOrder(rows: readonly RowRef[], onePerClip: boolean, rng: Rng): RowRef[] {
  if (!onePerClip) return rng.shuffle([...rows]);
  const byClip = new Map<number, RowRef[]>();
  for (const row of rows) {
    const own = byClip.get(row.clip);
    if (own) own.push(row);
    else byClip.set(row.clip, [row]);
  }
  return rng.shuffle([...byClip.values()].map((own) => own[rng.below(own.length)]));
}

/** scikit-learn's `balanced` weights: rows / (classes · rows of the class); 1 for a class that does not occur. */
export function balancedWeights(labels: readonly number[], classCount: number): Float64Array {
  const counts = new Float64Array(classCount);
  for (const label of labels) counts[label]++;
  const present = counts.reduce((sum, n) => sum + Number(n > 0), 0);
  return counts.map((n) => (n > 0 ? labels.length / (present * n) : 1));
}
