import { type Axis, fitAxis } from './axis';
import { place } from './prepare-intervals';

export interface DistributionFigures {
  readonly count: number;
  readonly missing: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly min: number | null;
  readonly q25: number | null;
  readonly median: number | null;
  readonly q75: number | null;
  readonly max: number | null;
}

export interface DistributionInput {
  readonly edges: readonly number[];
  readonly groups: readonly {
    readonly label: string | null;
    readonly counts: readonly number[];
    readonly below: number;
    readonly above: number;
    readonly statistics: DistributionFigures;
  }[];
}

/** Places are shares of the axis, 0 … 1 from its left end. */
export interface DistributionBar {
  readonly from: number;
  readonly width: number;
  /** 0 … 1: of the tallest bar of all groups. */
  readonly height: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

export interface DistributionRow {
  readonly label: string | null;
  readonly bars: readonly DistributionBar[];
  readonly q25: number | null;
  readonly median: number | null;
  readonly q75: number | null;
  readonly beyond: number;
  readonly statistics: DistributionFigures;
}

export interface PreparedDistribution {
  readonly axis: Axis;
  readonly rows: readonly DistributionRow[];
  readonly isEmpty: boolean;
}

/**
 * Histograms one under the other on one axis. Heights are shares of each group's own values, so that a small group can
 * be compared with a large one.
 */
export function prepareDistribution({ edges, groups }: DistributionInput): PreparedDistribution {
  const [first, last] = [edges[0], edges.at(-1)];
  if (first === undefined || last === undefined || !(last > first)) {
    return { axis: fitAxis([]), rows: groups.map((group) => emptyRow(group)), isEmpty: true };
  }
  const { ticks } = fitAxis([first, last], 'linear', 5);
  const axis: Axis = { domain: [first, last], ticks: ticks.filter((tick) => tick >= first && tick <= last) };
  const shareOf = (count: number, total: number) => (total === 0 ? 0 : count / total);
  const tallest = Math.max(
    0,
    ...groups.flatMap(({ counts, statistics }) => counts.map((count) => shareOf(count, statistics.count))),
  );
  const rows = groups.map((group): DistributionRow => {
    const { counts, statistics } = group;
    const bars = counts.flatMap((count, bin): DistributionBar[] => {
      const [low, high] = [edges[bin], edges[bin + 1]];
      if (count === 0 || low === undefined || high === undefined) return [];
      const from = place(low, axis);
      const height = tallest === 0 ? 0 : shareOf(count, statistics.count) / tallest;
      return [{ from, width: place(high, axis) - from, height, low, high, count }];
    });
    const at = (value: number | null) => (value === null || value < first || value > last ? null : place(value, axis));
    return {
      ...emptyRow(group),
      bars,
      q25: at(statistics.q25),
      median: at(statistics.median),
      q75: at(statistics.q75),
    };
  });
  return { axis, rows, isEmpty: false };
}

function emptyRow({ label, below, above, statistics }: DistributionInput['groups'][number]): DistributionRow {
  return { label, bars: [], q25: null, median: null, q75: null, beyond: below + above, statistics };
}
