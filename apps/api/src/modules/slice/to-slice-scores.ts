import type { SliceRow } from '@voxboard/db';
import { wilsonInterval } from '@voxboard/evaluation';
import type { SliceScore } from './slice.type.js';

/** One score for each value of each trait, in the order in which the rows name them. */
export function toSliceScores(rows: readonly SliceRow[]): SliceScore[] {
  const groups = new Map<string, SliceRow[]>();
  for (const row of rows) {
    const name = `${row.trait} ${row.value}`;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const clipCount = group.reduce((sum, { count }) => sum + count, 0);
    const correct = group.reduce((sum, row) => sum + row.correct, 0);
    const { lower, upper } = wilsonInterval(correct, clipCount);
    return {
      trait: first.trait,
      value: first.value,
      clipCount,
      accuracy: correct / clipCount,
      accuracyLow: lower,
      accuracyHigh: upper,
      uar: group.reduce((sum, row) => sum + row.correct / row.count, 0) / group.length,
    };
  });
}
