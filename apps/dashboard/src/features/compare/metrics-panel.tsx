'use client';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { memo } from 'react';
import { formatMetric } from '../../format/format';
import { classNames } from '../../ui/class-names';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { type MetricRow, prepareMetrics } from './prepare-compare';
import type { Subject } from './subject';
import { SubjectHead } from './subject-head';

const SPLIT_NAMES = { TEST: 'test', VALIDATION: 'validation', TRAIN: 'training' } as const;

/** Where each one ended, and how far that is from the reference. */
export const MetricsPanel = memo(function MetricsPanel({
  subjects,
  reference,
  canRank,
}: {
  readonly subjects: readonly Subject[];
  readonly reference: number;
  /** Whether the figures were measured alike: only then is one better than another. */
  readonly canRank: boolean;
}) {
  const rows = prepareMetrics(subjects, reference, canRank);
  if (rows.length === 0) return null;
  const isOfExperiments = subjects.some(({ kind }) => kind === 'experiment');
  const values = isOfExperiments ? 'test scores pooled, others mean ± sd of the runs' : 'last value logged';
  return (
    <Panel
      title="Final metrics"
      hint={`${values}; ${canRank ? 'the best in bold' : 'not ranked: they were not measured alike'}; differences to ${subjects[reference]?.name ?? 'the reference'}`}
      bodyClassName=""
    >
      <DataTable
        caption="Final metrics"
        head={
          <>
            <HeadCell className="sticky left-0 bg-surface">Metric</HeadCell>
            {subjects.map((subject) => (
              <HeadCell key={subject.id} align="right">
                <SubjectHead subject={subject} />
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
            {subjects.map((subject, index) => (
              <MetricCell key={subject.id} row={row} index={index} canRank={canRank} />
            ))}
          </tr>
        ))}
      </DataTable>
    </Panel>
  );
});

function MetricCell({
  row,
  index,
  canRank,
}: {
  readonly row: MetricRow;
  readonly index: number;
  readonly canRank: boolean;
}) {
  const sd = row.sds[index] ?? null;
  return (
    <Cell align="right">
      <span className={row.best.has(index) ? 'font-semibold' : undefined}>{formatMetric(row.values[index])}</span>
      {sd !== null && <span className="text-sm text-ink-faint"> ± {formatMetric(sd)}</span>}
      <Delta row={row} index={index} canRank={canRank} />
    </Cell>
  );
}

function Delta({
  row,
  index,
  canRank,
}: {
  readonly row: MetricRow;
  readonly index: number;
  readonly canRank: boolean;
}) {
  const delta = row.deltas[index] ?? null;
  const share = row.shares[index] ?? null;
  if (delta === null || delta === 0) return null;
  const isJudged = row.isQuality && canRank;
  const isBetter = delta < 0 === row.isLowerBetter;
  const Arrow = delta > 0 ? ArrowUp : ArrowDown;
  return (
    <span
      className={classNames(
        'flex items-center justify-end gap-0.5 text-sm',
        isJudged ? (isBetter ? 'text-good' : 'text-bad') : 'text-ink-faint',
      )}
    >
      <Arrow aria-hidden className="size-3" />
      {isJudged && <span className="sr-only">{isBetter ? 'better by' : 'worse by'}</span>}
      {delta > 0 ? '+' : '−'}
      {formatMetric(Math.abs(delta))}
      {share !== null && Math.abs(share) < 100 && <span> ({Math.abs(share * 100).toFixed(1)} %)</span>}
    </span>
  );
}
