'use client';
import { ChevronLeft, SearchX } from 'lucide-react';
import Link from 'next/link';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { TryRunDocument } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';
import { PanelSkeleton } from '../../ui/skeleton';
import { TrustPanel } from './trust-panel';
import { TryIt } from './try-it';

/** A run's model, tried in the browser. */
export function TryRunPage({ slug, runId }: { readonly slug: string; readonly runId: string }) {
  const state = useApiQuery(TryRunDocument, { id: runId });
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {({ run }) => {
        if (run === null) return <EmptyState icon={SearchX} title="There is no run with this id" />;
        const urlOf = (path: string) => run.artifacts.find((artifact) => artifact.path === path)?.url ?? null;
        const [model, weights, card] = [
          urlOf('model/model.json'),
          urlOf('model/weights.bin'),
          urlOf('model/voxboard.json'),
        ];
        const { obstacle, objections } = run.promotion;
        if (obstacle !== null || model === null || weights === null || card === null) {
          return (
            <EmptyState
              icon={SearchX}
              title="This run has no model to try"
              action={<LinkButton href={`/p/${slug}/runs/${runId}`}>To the run</LinkButton>}
            >
              {obstacle}
            </EmptyState>
          );
        }
        return (
          <>
            <Link
              href={`/p/${slug}/runs/${runId}`}
              className="-ml-1 mb-2 flex items-center gap-0.5 self-start text-sm text-ink-faint hover:text-ink"
            >
              <ChevronLeft aria-hidden className="size-3.5" /> {run.experiment.name}
            </Link>
            <PageHeader title="Try it" hint={`The model of ${run.name}, in this browser.`} />
            <TryIt
              addresses={{ model, weights, card }}
              predictQuery={`run=${runId}`}
              facts={
                <TrustPanel
                  facts={run.promotion}
                  objections={objections}
                  auditStatus={run.auditStatus ?? 'UNVERIFIED'}
                />
              }
            />
          </>
        );
      }}
    </QueryBoundary>
  );
}
