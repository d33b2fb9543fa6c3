import { formatMetric } from '../../format/format';
import { classNames } from '../../ui/class-names';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { type ComparedRun, type MetricRow, prepareMetrics } from './prepare-compare';
import { RunHead } from './run-head';

const SPLIT_NAMES = { TEST: 'test', VALIDATION: 'validation', TRAIN: 'training' } as const;

/** Where each run ended, and how far that is from the first. */
export function MetricsPanel({
  runs,
  colors,
}: {
  readonly runs: readonly ComparedRun[];
  readonly colors: ReadonlyMap<string, number>;
}) {
  const rows = prepareMetrics(runs);
  if (rows.length === 0) return null;
  return (
    <Panel title="Final metrics" hint="last value logged; the best in bold" bodyClassName="">
      <DataTable
        caption="Final metrics"
        head={
          <>
            <HeadCell className="sticky left-0 bg-surface">Metric</HeadCell>
            {runs.map((run) => (
              <HeadCell key={run.id} align="right">
                <RunHead run={run} color={colors.get(run.id) ?? 0} />
              </HeadCell>
            ))}
          </>
        }
      >
        {rows.map((row) => (
          <tr key={`${row.split}:${row.key}`}>
            <th scope="row" className="sticky left-0 bg-surface px-4 py-1.5 text-left font-normal whitespace-nowrap">
              {row.key} <span className="text-sm text-ink-faint">{SPLIT_NAMES[row.split]}</span>
            </th>
            {runs.map((run, index) => (
              <MetricCell key={run.id} row={row} index={index} />
            ))}
          </tr>
        ))}
      </DataTable>
    </Panel>
  );
}

function MetricCell({ row, index }: { readonly row: MetricRow; readonly index: number }) {
  const delta = row.deltas[index] ?? null;
  return (
    <Cell align="right">
      <span className={row.best.has(index) ? 'font-semibold' : undefined}>{formatMetric(row.values[index])}</span>
      {delta !== null && delta !== 0 && (
        <span className={classNames('block text-sm', deltaTone(row, delta))}>
          {delta > 0 ? '+' : '−'}
          {formatMetric(Math.abs(delta))}
        </span>
      )}
    </Cell>
  );
}

function deltaTone({ isQuality, isLowerBetter }: MetricRow, delta: number): string {
  if (!isQuality) return 'text-ink-faint';
  return delta < 0 === isLowerBetter ? 'text-good' : 'text-bad';
}
