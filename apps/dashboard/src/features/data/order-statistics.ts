import type { FeatureSetStatisticsQuery } from '../../generated/graphql';
import type { StatisticOrder } from './feature-params';

export type FeatureFigures = NonNullable<FeatureSetStatisticsQuery['featureSet']>['statistics'][number];

/** Features whose name holds the words, in order; what has no figure comes last. */
export function orderStatistics(
  figures: readonly FeatureFigures[],
  order: StatisticOrder,
  search: string,
): FeatureFigures[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = figures.filter(({ column }) => words.every((word) => column.toLowerCase().includes(word)));
  if (order === 'column') return found;
  const keyOf = ({ explained, statistics }: FeatureFigures): number | null =>
    order === 'explained' ? explained : statistics[order];
  return found.sort((a, b) => {
    const [left, right] = [keyOf(a), keyOf(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return right - left;
  });
}
