'use client';
import { type ReactNode, useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatPercent, MISSING, plural } from '../../format/format';
import { ComparePairedDocument, type ComparePairedQuery, type PairedScore } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { PanelSkeleton } from '../../ui/skeleton';

type Result = ComparePairedQuery['pairedComparison'];
type Comparison = Extract<Result, { __typename: 'PairedComparison' }>;

interface Named {
  readonly id: string;
  readonly name: string;
  readonly experiment: { readonly id: string };
}

const SCORES = [
  { value: 'UAR', label: 'UAR' },
  { value: 'ACCURACY', label: 'Accuracy' },
  { value: 'MACRO_F1', label: 'Macro F1' },
] as const;

const SCOPES = [
  { value: 'runs', label: 'These runs' },
  { value: 'experiments', label: 'All their folds' },
] as const;

/** Whether the difference of two results is more than the luck of whose voices were tested. */
export function PairedPanel({
  first,
  second,
  kind = 'run',
  choice = null,
}: {
  readonly first: Named;
  readonly second: Named;
  /** What the two are. */
  readonly kind?: 'run' | 'experiment';
  /** A control to choose what is compared with. */
  readonly choice?: ReactNode;
}) {
  const [score, setScore] = useState<PairedScore>('UAR');
  const [scope, setScope] = useState<'runs' | 'experiments'>(kind === 'run' ? 'runs' : 'experiments');
  const hasTwoExperiments = kind === 'run' && first.experiment.id !== second.experiment.id;
  const idOf = ({ id, experiment }: Named) => (scope === 'runs' ? id : experiment.id);
  const state = useApiQuery(ComparePairedDocument, { first: idOf(first), second: idOf(second), score });
  return (
    <Panel
      title="Is the difference real?"
      hint={`${first.name} against ${second.name}, on the same test clips`}
      actions={
        <>
          {choice}
          {hasTwoExperiments && <Segmented label="What is paired" value={scope} options={SCOPES} onChange={setScope} />}
          <Segmented label="Score to compare" value={score} options={SCORES} onChange={setScore} />
        </>
      }
    >
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-20" />}>
        {({ pairedComparison: result }) =>
          result.__typename === 'NotComparable' ? (
            <p className="text-ink-soft">These two cannot be paired. {result.message}</p>
          ) : (
            <Verdict comparison={result} first={first} second={second} />
          )
        }
      </QueryBoundary>
    </Panel>
  );
}

function Verdict({
  comparison,
  first,
  second,
}: {
  readonly comparison: Comparison;
  readonly first: Named;
  readonly second: Named;
}) {
  const { difference, lower, upper, pValue, onlyFirst, onlySecond, mcnemarPValue, speakerCount, clipCount } =
    comparison;
  const facts = [
    {
      name: first.name,
      value: formatPercent(comparison.first),
      note: `only this got ${plural(onlyFirst, 'clip')} right`,
    },
    {
      name: second.name,
      value: formatPercent(comparison.second),
      note: `only this got ${plural(onlySecond, 'clip')} right`,
    },
    {
      name: 'Difference',
      value: signedPoints(difference),
      note:
        lower === null || upper === null
          ? 'no interval with one speaker'
          : `95 %: ${signedPoints(lower)} to ${signedPoints(upper)}, p ${pText(pValue)}`,
    },
    { name: 'McNemar', value: `p ${pText(mcnemarPValue)}`, note: 'of these clips, not of other speakers' },
  ];
  return (
    <div className="flex flex-col gap-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={comparison.canBeToldApart ? 'good' : 'warn'}>
          {comparison.canBeToldApart ? 'told apart' : 'not told apart'}
        </Badge>
        <span>
          The two {comparison.note}. Tested on {plural(clipCount, 'clip')} of {plural(speakerCount, 'speaker')}.
        </span>
      </p>
      <dl className="grid grid-cols-1 gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-4">
        {facts.map(({ name, value, note }, index) => (
          <div key={index === 0 ? 'first' : index === 1 ? 'second' : name} className="min-w-0">
            <dt className="truncate text-sm text-ink-faint" title={name}>
              {name}
            </dt>
            <dd className="numeric text-lg font-semibold">{value}</dd>
            <dd className="numeric text-sm text-ink-faint">{note}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function signedPoints(difference: number): string {
  const points = (Math.abs(difference) * 100).toFixed(1);
  return `${difference < 0 ? '−' : '+'}${points} points`;
}

function pText(p: number | null): string {
  if (p === null) return MISSING;
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}
