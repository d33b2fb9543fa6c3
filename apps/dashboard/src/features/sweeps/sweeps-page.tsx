'use client';
import { Rocket, Search } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { useLive } from '../../api/use-live';
import { formatDateTime, formatDuration, formatMetric } from '../../format/format';
import { SweepChangedDocument, type SweepLineFragment, SweepsPageDocument } from '../../generated/graphql';
import { Button, LinkButton } from '../../ui/button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { PanelSkeleton } from '../../ui/skeleton';
import { endedTrials } from './sweep-facts';
import { SweepStatusLabel } from './sweep-status';

export function SweepsPage({ slug }: { readonly slug: string }) {
  const [after, setAfter] = useState<string | null>(null);
  const state = useApiQuery(SweepsPageDocument, { slug, after });
  const { reload } = state;
  const known = new Set(state.data?.project?.sweeps.nodes.map(({ id }) => id));
  // Those in the list are up to date through the cache; a new one asks for the list again.
  useLive(SweepChangedDocument, { slug }, ({ sweepChanged }) => {
    if (!known.has(sweepChanged.id)) reload();
  });
  return (
    <>
      <PageHeader
        title="Sweeps"
        hint="Searches for good hyperparameters, chosen by validation only."
        actions={
          <LinkButton href={`/p/${slug}/launch?mode=sweep`} variant="primary">
            <Rocket aria-hidden /> New sweep
          </LinkButton>
        }
      />
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-64" />}>
        {({ project }) => {
          const sweeps = project?.sweeps.nodes ?? [];
          if (sweeps.length === 0 && after === null) return <NoSweeps slug={slug} />;
          return (
            <Panel bodyClassName="">
              <SweepTable slug={slug} sweeps={sweeps} />
              {(after !== null || project?.sweeps.pageInfo.hasNextPage) && (
                <div className="flex gap-2 border-t border-line px-4 py-2">
                  <Button size="sm" disabled={after === null} onClick={() => setAfter(null)}>
                    Newest
                  </Button>
                  <Button
                    size="sm"
                    disabled={!project?.sweeps.pageInfo.hasNextPage}
                    onClick={() => setAfter(project?.sweeps.pageInfo.endCursor ?? null)}
                  >
                    Older
                  </Button>
                </div>
              )}
            </Panel>
          );
        }}
      </QueryBoundary>
    </>
  );
}

function SweepTable({ slug, sweeps }: { readonly slug: string; readonly sweeps: readonly SweepLineFragment[] }) {
  return (
    <DataTable
      caption="Sweeps"
      head={
        <>
          <HeadCell>Sweep</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell>Trials</HeadCell>
          <HeadCell align="right">Best</HeadCell>
          <HeadCell align="right">Trained</HeadCell>
          <HeadCell>Begun</HeadCell>
        </>
      }
    >
      {sweeps.map((sweep) => (
        <tr key={sweep.id} className="hover:bg-subtle">
          <Cell className="min-w-56">
            <Link href={`/p/${slug}/sweeps/${sweep.id}`} className="font-medium hover:underline">
              {sweep.name}
            </Link>
            <p className="text-sm text-ink-faint">
              {sweep.method.toLowerCase()} over {sweep.space.map(({ name }) => name).join(', ')}
            </p>
          </Cell>
          <Cell>
            <SweepStatusLabel status={sweep.status} />
          </Cell>
          <Cell className="min-w-32">
            <span className="numeric text-sm">
              {endedTrials(sweep)} of {sweep.limits.maxTrials}
            </span>
            <ProgressBar label={`Trials of ${sweep.name}`} done={endedTrials(sweep)} total={sweep.limits.maxTrials} />
          </Cell>
          <Cell align="right">
            {formatMetric(sweep.bestTrial?.objective)}
            <span className="ml-1 text-ink-faint">{sweep.objective.metric.toLowerCase()}</span>
          </Cell>
          <Cell align="right">{formatDuration(sweep.trainSeconds)}</Cell>
          <Cell className="whitespace-nowrap">{formatDateTime(sweep.createdAt)}</Cell>
        </tr>
      ))}
    </DataTable>
  );
}

function NoSweeps({ slug }: { readonly slug: string }) {
  return (
    <EmptyState
      icon={Search}
      title="No sweep yet"
      action={
        <LinkButton href={`/p/${slug}/launch?mode=sweep`} variant="primary">
          <Rocket aria-hidden /> Begin one
        </LinkButton>
      }
    >
      A sweep trains one configuration after the other, tries next what looks promising, and can stop trials early when
      others do better. It chooses by the validation part, so that the test score of the winner stays honest.
    </EmptyState>
  );
}
