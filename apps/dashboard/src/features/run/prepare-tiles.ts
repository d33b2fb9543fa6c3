import { decodeMetricValue } from '@voxboard/graphql-client/metric-value';
import { formatMetric, formatPercent, MISSING } from '../../format/format';
import type { MetricTileFragment, RunStatus, SeriesColumnsFragment, Split } from '../../generated/graphql';

export interface Tile {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

interface Best {
  readonly value: number;
  readonly step: number;
}

/** The figures at the top of a run: what was measured on the test part, and how far validation has come. */
export function prepareTiles(
  metrics: readonly MetricTileFragment[],
  series: readonly SeriesColumnsFragment[],
  status: RunStatus,
): Tile[] {
  const isOpen = status === 'QUEUED' || status === 'RUNNING';
  const loss = bestOf(series, 'loss', 'VALIDATION', (a, b) => a < b);
  const uar = bestOf(series, 'uar', 'VALIDATION', (a, b) => a > b);
  return [
    testTile('Test UAR', 'uar', metrics, 'mean recall of the classes', isOpen),
    testTile('Test accuracy', 'accuracy', metrics, 'share of clips', isOpen),
    testTile('Test macro-F1', 'macro_f1', metrics, 'mean F1 of the classes', isOpen),
    { name: 'Best validation UAR', value: formatPercent(uar?.value), note: noteOf(uar) },
    { name: 'Lowest validation loss', value: formatMetric(loss?.value), note: noteOf(loss) },
  ];
}

function testTile(
  name: string,
  key: string,
  metrics: readonly MetricTileFragment[],
  note: string,
  isOpen: boolean,
): Tile {
  const metric = metrics.find((one) => one.key === key && one.split === 'TEST');
  const value = metric ? formatPercent(decodeMetricValue(metric.last)) : MISSING;
  return { name, value, note: value !== MISSING ? note : isOpen ? 'when the run has finished' : 'not measured' };
}

/** The best finite value of a series; null where there is none. */
export function bestOf(
  series: readonly SeriesColumnsFragment[],
  key: string,
  split: Split,
  isBetter: (a: number, b: number) => boolean,
): Best | null {
  const one = series.find((candidate) => candidate.key === key && candidate.split === split);
  let best: Best | null = null;
  one?.values.forEach((travelled, index) => {
    const value = decodeMetricValue(travelled);
    const step = one.steps[index];
    if (value === null || step === undefined || !Number.isFinite(value)) return;
    if (best === null || isBetter(value, best.value)) best = { value, step };
  });
  return best;
}

function noteOf(best: Best | null): string {
  return best === null ? 'not measured yet' : `at step ${best.step}`;
}
