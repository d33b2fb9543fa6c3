'use client';
import { ListChecks, SearchX } from 'lucide-react';
import { useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { ClipPlayer } from '../../audio/clip-player';
import {
  type PredictionFilter,
  type PredictionOrder,
  type PredictionRowFragment,
  RunPredictionsDocument,
} from '../../generated/graphql';
import { EmptyState } from '../../ui/empty-state';
import { Pager } from '../../ui/pager';
import { TableSkeleton } from '../../ui/skeleton';
import { PredictionsTable } from './predictions-table';

interface Props {
  readonly runId: string;
  readonly labels: readonly string[];
  readonly filter: PredictionFilter;
  readonly order: PredictionOrder;
  readonly pageSize?: number;
  /** Said where the filter leaves nothing. */
  readonly nothing?: string;
}

/** Predictions page by page, with a player. */
export function PredictionList(props: Props) {
  // Cursors belong to one filter and order.
  return <Pages key={JSON.stringify([props.filter, props.order])} {...props} />;
}

function Pages({
  runId,
  labels,
  filter,
  order,
  pageSize = 25,
  nothing = 'Take a filter away, or choose another part of the data.',
}: Props) {
  // Cursors of the pages that were left behind, so that one can go back.
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const [playing, setPlaying] = useState<PredictionRowFragment | null>(null);
  const variables = { id: runId, first: pageSize, after: cursors.at(-1) ?? null, filter, orderBy: order };
  const state = useApiQuery(RunPredictionsDocument, variables);
  const isFiltered = Object.entries(filter).some(([name, value]) => name !== 'split' && Boolean(value));
  return (
    <QueryBoundary state={state} loading={<TableSkeleton rows={8} />}>
      {({ run }) => {
        if (!run || run.predictions.nodes.length === 0) {
          return isFiltered ? (
            <EmptyState icon={SearchX} title="No prediction matches">
              {nothing}
            </EmptyState>
          ) : (
            <EmptyState icon={ListChecks} title="No predictions yet">
              They are stored when a run finishes and its test part is measured.
            </EmptyState>
          );
        }
        const { nodes, pageInfo, totalCount } = run.predictions;
        return (
          <>
            <PredictionsTable rows={nodes} labels={labels} playing={playing} onPlay={setPlaying} />
            <Pager
              cursors={cursors}
              pageSize={pageSize}
              shownCount={nodes.length}
              totalCount={totalCount}
              nextCursor={pageInfo.hasNextPage ? pageInfo.endCursor : null}
              onChange={setCursors}
            />
            {playing?.clip && (
              <ClipPlayer
                clip={playing.clip}
                caption={`${playing.actual}, heard as ${playing.predicted} · speaker ${playing.clip.speaker}`}
                onClose={() => setPlaying(null)}
              />
            )}
          </>
        );
      }}
    </QueryBoundary>
  );
}
