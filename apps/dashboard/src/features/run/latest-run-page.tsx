'use client';
import { Radio } from 'lucide-react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { LatestRunDocument } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PanelSkeleton } from '../../ui/skeleton';
import { useRunEvents } from '../shell';
import { RunPage } from './run-page';

/** The run in training that was made last, or the newest; and the next one as soon as it begins: a page to leave open. */
export function LatestRunPage({ slug }: { readonly slug: string }) {
  const state = useApiQuery(LatestRunDocument, { slug }, { requestPolicy: 'network-only' });
  const { running, runs } = state.data?.project ?? {};
  const shown = running?.nodes[0]?.id ?? runs?.nodes[0]?.id ?? null;
  const { reload } = state;
  useRunEvents(({ id, status, epochsDone }) => {
    if (id !== shown && (shown === null || (status === 'RUNNING' && epochsDone <= 1))) reload();
  });
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {() =>
        shown === null ? (
          <EmptyState
            icon={Radio}
            title="No run yet"
            action={<LinkButton href={`/p/${slug}/launch`}>Launch an experiment</LinkButton>}
          >
            The first one appears here by itself.
          </EmptyState>
        ) : (
          <RunPage key={shown} slug={slug} runId={shown} />
        )
      }
    </QueryBoundary>
  );
}
