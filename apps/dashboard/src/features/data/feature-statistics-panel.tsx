'use client';
import { SearchX } from 'lucide-react';
import { useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatCount, formatMetric, formatPercent, sentenceCase } from '../../format/format';
import { FeatureSetStatisticsDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { Input, Select } from '../../ui/field';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { type StatisticOrder, useFeatureParams } from './feature-params';
import { type FeatureFigures, orderStatistics } from './order-statistics';

const PAGE_SIZE = 25;
const ORDERS: readonly { readonly value: StatisticOrder; readonly label: string }[] = [
  { value: 'explained', label: 'Tells most apart' },
  { value: 'column', label: 'As in the matrix' },
  { value: 'sd', label: 'Widest spread' },
  { value: 'mean', label: 'Greatest mean' },
  { value: 'missing', label: 'Most missing' },
];

/** Every feature in figures; a click on one shows its distribution. */
export function FeatureStatisticsPanel({ featureSetId }: { readonly featureSetId: string }) {
  const [{ row, by, order, q }, setParams] = useFeatureParams();
  const state = useApiQuery(FeatureSetStatisticsDocument, { id: featureSetId, row, by });
  return (
    <Panel
      title="Features in figures"
      bodyClassName=""
      actions={
        <>
          <span className="w-40">
            <Input
              aria-label="Find features"
              placeholder="Find features…"
              value={q}
              onChange={(event) => setParams({ q: event.target.value || null })}
            />
          </span>
          <Select
            aria-label="Order"
            value={order}
            onChange={(event) => {
              const chosen = ORDERS.find(({ value }) => value === event.target.value);
              if (chosen) void setParams({ order: chosen.value });
            }}
            className="w-40"
          >
            {ORDERS.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </Select>
        </>
      }
    >
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-96 border-0" />}>
        {({ featureSet }) =>
          featureSet === null ? null : (
            <StatisticsTable
              key={`${order} ${q}`}
              figures={orderStatistics(featureSet.statistics, order, q)}
              trait={sentenceCase(by).toLowerCase()}
            />
          )
        }
      </QueryBoundary>
    </Panel>
  );
}

const FIGURES = ['mean', 'sd', 'min', 'q05', 'median', 'q95', 'max'] as const;

function StatisticsTable({ figures, trait }: { readonly figures: readonly FeatureFigures[]; readonly trait: string }) {
  const [{ feature }, setParams] = useFeatureParams();
  const [shown, setShown] = useState(PAGE_SIZE);
  if (figures.length === 0) return <EmptyState icon={SearchX} title="No feature has such a name" />;
  return (
    <>
      <DataTable
        caption="Features in figures"
        head={
          <>
            <HeadCell>Feature</HeadCell>
            <HeadCell align="right" title={`Share of the variance that lies between ${trait} labels (η²)`}>
              η² {trait}
            </HeadCell>
            {FIGURES.map((figure) => (
              <HeadCell key={figure} align="right">
                {figure}
              </HeadCell>
            ))}
            <HeadCell align="right">Missing</HeadCell>
          </>
        }
      >
        {figures.slice(0, shown).map(({ column, explained, statistics }) => (
          <tr key={column} className={classNames('hover:bg-subtle', feature === column && 'bg-accent-soft')}>
            <Cell className="h-8 py-0 whitespace-nowrap">
              <button
                type="button"
                aria-pressed={feature === column}
                onClick={() => setParams({ feature: column })}
                className="font-mono text-sm hover:underline"
              >
                {column}
              </button>
            </Cell>
            <Cell align="right" className="h-8 py-0">
              <span className="inline-flex items-center gap-1.5">
                <span aria-hidden className="h-1.5 w-12 overflow-hidden rounded-full bg-hover">
                  <span className="block h-full bg-accent" style={{ width: `${100 * (explained ?? 0)}%` }} />
                </span>
                {formatPercent(explained)}
              </span>
            </Cell>
            {FIGURES.map((figure) => (
              <Cell key={figure} align="right" className="h-8 py-0">
                {formatMetric(statistics[figure])}
              </Cell>
            ))}
            <Cell align="right" className={classNames('h-8 py-0', statistics.missing > 0 && 'text-warn')}>
              {formatCount(statistics.missing)}
            </Cell>
          </tr>
        ))}
      </DataTable>
      {figures.length > shown && (
        <div className="flex items-center justify-between border-t border-line px-4 py-2">
          <span className="text-sm text-ink-faint">
            {formatCount(shown)} of {formatCount(figures.length)} features
          </span>
          <Button size="sm" onClick={() => setShown(shown + 4 * PAGE_SIZE)}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}
