import { decodeMetricValue } from '@voxboard/graphql-client/metric-value';
import { formatMetric, formatPercent, MISSING } from '../../format/format';
import type { MetricTileFragment, RunStatus } from '../../generated/graphql';

export interface Tile {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

/** The figures at the top of a run: what was measured on the test part, and how far validation has come. */
export function prepareTiles(metrics: readonly MetricTileFragment[], status: RunStatus): Tile[] {
  const isOpen = status === 'QUEUED' || status === 'RUNNING';
  return [
    testTile('Test UAR', 'uar', metrics, 'mean recall of the classes', isOpen),
    testTile('Test accuracy', 'accuracy', metrics, 'share of clips', isOpen),
    testTile('Test macro-F1', 'macro_f1', metrics, 'mean F1 of the classes', isOpen),
    bestTile('Best validation UAR', 'uar', metrics, formatPercent),
    bestTile('Lowest validation loss', 'loss', metrics, formatMetric),
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

/** The best finite value, which the API knows past values that are not. */
function bestTile(
  name: string,
  key: string,
  metrics: readonly MetricTileFragment[],
  format: (value: number | null) => string,
): Tile {
  const metric = metrics.find((one) => one.key === key && one.split === 'VALIDATION');
  const best = metric ? decodeMetricValue(metric.best) : null;
  const step = metric?.bestStep ?? null;
  return { name, value: format(best), note: best === null || step === null ? 'not measured yet' : `at step ${step}` };
}
