'use client';
import { useState } from 'react';
import { useClient } from 'urql';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatMetric, formatPercent, MISSING } from '../../format/format';
import {
  type RunAttribute,
  type RunFieldInput,
  type RunFilter,
  RunGroupsDocument,
  RunIdsDocument,
} from '../../generated/graphql';
import { ScrollBox } from '../../ui/scroll-box';
import { TableSkeleton } from '../../ui/skeleton';
import { EyeButton } from './eye-button';
import { type FilterNode, printFilter } from './filter-parts';
import { isShare, type RunColumn } from './run-column';
import { eyeOf, type useEyes } from './use-eyes';

/** Runs of a group whose eyes are opened at once: more lines than these cannot be told apart. */
const SHOWN_OF_GROUP = 10;
const MAX_METRICS = 8;

/** Runs that share a value, with the mean and spread of every metric shown. */
export function GroupTable({
  slug,
  by,
  columns,
  filter,
  eyes,
  onOpen,
}: {
  readonly slug: string;
  readonly by: RunColumn;
  readonly columns: readonly RunColumn[];
  readonly filter: RunFilter;
  readonly eyes: ReturnType<typeof useEyes>;
  /** Goes into a group: the condition that its runs share. */
  readonly onOpen: (condition: FilterNode) => void;
}) {
  const metrics = columns.filter(({ field }) => field?.kind === 'metric').slice(0, MAX_METRICS);
  const state = useApiQuery(RunGroupsDocument, {
    slug,
    by: [fieldInput(by)],
    metrics: metrics.flatMap(({ field }) =>
      field?.kind === 'metric' ? [{ key: field.key, split: field.split, aggregate: field.aggregate }] : [],
    ),
    filter,
  });
  return (
    <QueryBoundary state={state} loading={<TableSkeleton rows={8} />}>
      {({ project }) => (
        <ScrollBox label="Groups of runs" className="max-h-[calc(100dvh-11.5rem)] overflow-auto">
          <table className="w-full border-collapse">
            <thead className="sticky top-0 z-10 bg-surface text-left text-sm text-ink-faint">
              <tr className="h-9 border-b border-line">
                <th scope="col" className="w-12 pl-4">
                  <span className="sr-only">In charts</span>
                </th>
                <th scope="col" className="px-3 font-medium">
                  {by.title}
                </th>
                <th scope="col" className="px-3 text-right font-medium">
                  Runs
                </th>
                {metrics.map(({ id, title }) => (
                  <th key={id} scope="col" className="px-3 text-right font-medium whitespace-nowrap">
                    {title} <span className="font-normal">mean ± sd</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {(project?.runGroups ?? []).map((group) => {
                const value = group.values[0] ?? null;
                const condition = conditionOf(by, value);
                return (
                  <tr key={value ?? ''} className="h-11 border-b border-line hover:bg-subtle">
                    <td className="pl-4">
                      <GroupEye slug={slug} name={value ?? 'none'} condition={condition} filter={filter} eyes={eyes} />
                    </td>
                    <td className="px-3">
                      <button
                        type="button"
                        className="font-medium hover:underline"
                        onClick={() => onOpen(condition)}
                        title="Show these runs"
                      >
                        {value ?? MISSING}
                      </button>
                    </td>
                    <td className="numeric px-3 text-right">{group.count.toLocaleString('en')}</td>
                    {metrics.map((column, i) => (
                      <Spread key={column.id} column={column} metric={group.metrics[i]} />
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </QueryBoundary>
  );
}

function Spread({
  column,
  metric,
}: {
  readonly column: RunColumn;
  readonly metric:
    | {
        readonly count: number;
        readonly mean: number | null;
        readonly sd: number | null;
        readonly min: number | null;
        readonly max: number | null;
      }
    | undefined;
}) {
  const format = isShare(column) ? formatPercent : formatMetric;
  if (metric === undefined || metric.mean === null)
    return <td className="px-3 text-right text-ink-faint">{MISSING}</td>;
  return (
    <td
      className="numeric px-3 text-right whitespace-nowrap"
      title={`${metric.count} runs, from ${format(metric.min)} to ${format(metric.max)}`}
    >
      {format(metric.mean)}
      <span className="text-ink-faint"> ± {metric.sd === null ? MISSING : format(metric.sd)}</span>
    </td>
  );
}

function GroupEye({
  slug,
  name,
  condition,
  filter,
  eyes,
}: {
  readonly slug: string;
  readonly name: string;
  readonly condition: FilterNode;
  readonly filter: RunFilter;
  readonly eyes: ReturnType<typeof useEyes>;
}) {
  const client = useClient();
  const [ids, setIds] = useState<readonly string[]>([]);
  const state = eyeOf(ids, eyes.shown);
  const toggle = async () => {
    if (state === true) return eyes.set(ids, false);
    const own = printFilter(condition);
    const query = filter.query ? `(${filter.query}) and ${own}` : own;
    const { data } = await client
      .query(RunIdsDocument, { slug, filter: { ...filter, query }, first: SHOWN_OF_GROUP })
      .toPromise();
    const found = (data?.project?.runs.nodes ?? []).map(({ id }) => id);
    setIds(found);
    eyes.set(found, true);
  };
  return <EyeButton label={`Draw runs of ${name} in charts`} state={state} onToggle={() => void toggle()} />;
}

function fieldInput({ field }: RunColumn): RunFieldInput {
  if (field?.kind === 'param') return { param: field.key };
  return { attribute: (field?.kind === 'attribute' ? field.name.toUpperCase() : 'STATUS') as RunAttribute };
}

function conditionOf({ field }: RunColumn, value: string | null): FilterNode {
  const own = field ?? { kind: 'attribute', name: 'status' };
  if (value === null) return { kind: 'not', part: { kind: 'has', field: own } };
  const isNumber =
    (own.kind === 'param' ||
      ['seed', 'fold', 'epochs', 'attempt', 'parameters'].includes(own.kind === 'attribute' ? own.name : '')) &&
    Number.isFinite(Number(value)) &&
    value !== '';
  return {
    kind: 'compare',
    field: own,
    operator: '=',
    value: isNumber ? { kind: 'number', value: Number(value) } : { kind: 'text', value },
  };
}
