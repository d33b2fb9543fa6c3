'use client';
import { useMemo } from 'react';
import { formatCount, formatMetric, MISSING, plural } from '../format/format';
import { Cell, DataTable, HeadCell } from '../ui/data-table';
import { ChartFrame } from './chart-frame';
import {
  type DistributionInput,
  type DistributionRow,
  type PreparedDistribution,
  prepareDistribution,
} from './prepare-distribution';
import { place } from './prepare-intervals';

const GRID = 'grid grid-cols-[minmax(3.5rem,7rem)_minmax(0,1fr)_3.5rem] items-end gap-x-3';

/** Histograms of classes one under the other, on one axis; medians are marked, quartiles underlined. */
export function DistributionChart({
  title,
  unit,
  input,
}: {
  readonly title: string;
  /** What the values are, for instance "s". */
  readonly unit?: string;
  readonly input: DistributionInput;
}) {
  const prepared = useMemo(() => prepareDistribution(input), [input]);
  return (
    <ChartFrame
      title={title}
      chart={<Ridges prepared={prepared} unit={unit} />}
      table={<FiguresTable title={title} rows={prepared.rows} />}
    />
  );
}

function Ridges({ prepared, unit }: { readonly prepared: PreparedDistribution; readonly unit: string | undefined }) {
  const { rows, axis, isEmpty } = prepared;
  const missing = rows.reduce((sum, { statistics }) => sum + statistics.missing, 0);
  const beyond = rows.reduce((sum, row) => sum + row.beyond, 0);
  if (isEmpty) return <p className="py-6 text-center text-ink-faint">No value was measured.</p>;
  const height = rows.length === 1 ? 'h-28' : rows.length > 10 ? 'h-6' : 'h-9';
  return (
    <div className="flex flex-col">
      <div className={`${GRID} text-xs text-ink-faint`}>
        <span className="col-start-3 text-right">median</span>
      </div>
      {rows.map((row) => (
        <div key={row.label ?? '—'} className={`${GRID} border-b border-line`}>
          <span className="truncate pb-0.5 text-sm text-ink-soft" title={row.label ?? undefined}>
            {row.label ?? (rows.length === 1 ? 'all' : 'not stated')}
          </span>
          <Ridge row={row} className={height} unit={unit} />
          <span className="numeric pb-0.5 text-right text-sm">{formatMetric(row.statistics.median)}</span>
        </div>
      ))}
      <div aria-hidden className={GRID}>
        <span className="relative col-start-2 block h-5 text-xs text-ink-faint">
          {axis.ticks.map((tick) => (
            <span
              key={tick}
              className="numeric absolute top-0.5 -translate-x-1/2"
              style={{ left: `${place(tick, axis) * 100}%` }}
            >
              {formatMetric(tick)}
            </span>
          ))}
        </span>
        <span className="text-right text-xs text-ink-faint">{unit}</span>
      </div>
      {(missing > 0 || beyond > 0) && (
        <p className="text-sm text-warn">
          {missing > 0 && `${plural(missing, 'value')} missing. `}
          {beyond > 0 && `${plural(beyond, 'value')} beyond the axis.`}
        </p>
      )}
    </div>
  );
}

function Ridge({
  row,
  className,
  unit,
}: {
  readonly row: DistributionRow;
  readonly className: string;
  readonly unit: string | undefined;
}) {
  return (
    <span role="img" aria-label={describeRow(row, unit)} className={`relative block ${className}`}>
      {row.q25 !== null && row.q75 !== null && (
        <span
          className="absolute inset-y-0 bg-accent-soft"
          style={{ left: `${row.q25 * 100}%`, width: `${(row.q75 - row.q25) * 100}%` }}
        />
      )}
      <svg aria-hidden className="absolute inset-0 size-full" viewBox="0 0 1 1" preserveAspectRatio="none">
        {row.bars.map(({ from, width, height, low, high, count }) => (
          <rect
            key={from}
            x={from}
            width={width * 0.94}
            y={1 - height * 0.96}
            height={height * 0.96}
            fill="var(--accent)"
          >
            <title>{`${formatMetric(low)} to ${formatMetric(high)}: ${formatCount(count)}`}</title>
          </rect>
        ))}
      </svg>
      {row.median !== null && (
        <span className="absolute inset-y-0 w-0.5 bg-ink" style={{ left: `calc(${row.median * 100}% - 1px)` }} />
      )}
    </span>
  );
}

function describeRow({ label, statistics }: DistributionRow, unit = ''): string {
  const { count, median, q25, q75 } = statistics;
  if (median === null) return `${label ?? 'all'}: no values`;
  return `${label ?? 'all'}: ${plural(count, 'value')}, median ${formatMetric(median)} ${unit}, half of them from ${formatMetric(q25)} to ${formatMetric(q75)} ${unit}`;
}

function FiguresTable({ title, rows }: { readonly title: string; readonly rows: readonly DistributionRow[] }) {
  const columns = ['mean', 'sd', 'min', 'q25', 'median', 'q75', 'max'] as const;
  return (
    <DataTable
      caption={title}
      head={
        <>
          <HeadCell>Group</HeadCell>
          <HeadCell align="right">Values</HeadCell>
          <HeadCell align="right">Missing</HeadCell>
          {columns.map((column) => (
            <HeadCell key={column} align="right">
              {column}
            </HeadCell>
          ))}
        </>
      }
    >
      {rows.map(({ label, statistics }) => (
        <tr key={label ?? MISSING}>
          <Cell className="h-8">{label ?? (rows.length === 1 ? 'all' : 'not stated')}</Cell>
          <Cell align="right" className="h-8">
            {formatCount(statistics.count)}
          </Cell>
          <Cell align="right" className="h-8">
            {formatCount(statistics.missing)}
          </Cell>
          {columns.map((column) => (
            <Cell key={column} align="right" className="h-8">
              {formatMetric(statistics[column])}
            </Cell>
          ))}
        </tr>
      ))}
    </DataTable>
  );
}
