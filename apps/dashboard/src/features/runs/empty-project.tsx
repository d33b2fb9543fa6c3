'use client';
import { Database } from 'lucide-react';
import type { ReactNode } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { ProjectIsEmptyDocument } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { TableSkeleton } from '../../ui/skeleton';

/** A project without runs: first it needs data; once that is there, the given next step. */
export function EmptyProject({ slug, whenReady }: { readonly slug: string; readonly whenReady: ReactNode }) {
  const state = useApiQuery(ProjectIsEmptyDocument, { slug });
  return (
    <QueryBoundary state={state} loading={<TableSkeleton />}>
      {({ project }) =>
        project?.datasets.nodes.some(({ latestVersion }) => latestVersion !== null) ? (
          whenReady
        ) : (
          <EmptyState
            icon={Database}
            title="Start with a dataset"
            action={
              <LinkButton href={`/p/${slug}/data`} variant="primary">
                <Database aria-hidden /> Import a dataset
              </LinkButton>
            }
          >
            A run trains on clips. Import a folder or zip of recordings, then launch an experiment.
          </EmptyState>
        )
      }
    </QueryBoundary>
  );
}
