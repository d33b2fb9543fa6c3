'use client';
import { RotateCcw, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { useMutationResult } from '../../api/use-mutation-result';
import { formatBytes, formatCompact, formatDateTime, plural } from '../../format/format';
import { RestoreExperimentDocument, TrashPageDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { notify } from '../../ui/notify';
import { PageHeader } from '../../ui/page-header';
import { Panel } from '../../ui/panel';
import { PropertyList } from '../../ui/property-list';
import { PanelSkeleton } from '../../ui/skeleton';

/** What was deleted and can still be brought back, and what the project takes up. */
export function TrashPage({ slug }: { readonly slug: string }) {
  const [after, setAfter] = useState<string | null>(null);
  const state = useApiQuery(TrashPageDocument, { slug, after }, { requestPolicy: 'network-only' });
  const [restore, isRestoring] = useMutationResult(RestoreExperimentDocument, 'restoreExperiment');
  const bringBack = async (experimentId: string, name: string) => {
    const outcome = await restore({ input: { experimentId } });
    if (outcome.ok) notify('success', `${name} is back.`);
    else notify('error', outcome.failure.message);
    state.reload();
  };
  return (
    <>
      <PageHeader title="Trash and storage" hint="Deleted experiments can be brought back until their time is up." />
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-64" />}>
        {({ project }) => {
          if (project === null) return null;
          const { nodes, pageInfo } = project.deletedExperiments;
          const usage = project.storageUsage;
          return (
            <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]">
              <Panel
                title="Deleted experiments"
                hint={`kept for ${plural(usage.retentionDays, 'day')}`}
                bodyClassName=""
              >
                {nodes.length === 0 && after === null ? (
                  <EmptyState icon={Trash2} title="The trash is empty">
                    What you delete comes here first.
                  </EmptyState>
                ) : (
                  <DataTable
                    caption="Deleted experiments"
                    head={
                      <>
                        <HeadCell>Experiment</HeadCell>
                        <HeadCell>Deleted</HeadCell>
                        <HeadCell>Removed after</HeadCell>
                        <HeadCell>
                          <span className="sr-only">Actions</span>
                        </HeadCell>
                      </>
                    }
                  >
                    {nodes.map(({ id, name, deletedAt, purgeAfter }) => (
                      <tr key={id} className="hover:bg-subtle">
                        <Cell className="min-w-48">
                          <Link href={`/p/${slug}/experiments/${id}`} className="font-medium hover:underline">
                            {name}
                          </Link>
                        </Cell>
                        <Cell className="whitespace-nowrap">{formatDateTime(deletedAt)}</Cell>
                        <Cell className="whitespace-nowrap">{formatDateTime(purgeAfter)}</Cell>
                        <Cell className="text-right">
                          <Button size="sm" disabled={isRestoring} onClick={() => void bringBack(id, name)}>
                            <RotateCcw aria-hidden /> Restore
                          </Button>
                        </Cell>
                      </tr>
                    ))}
                  </DataTable>
                )}
                {pageInfo.hasNextPage && (
                  <div className="border-t border-line px-4 py-2">
                    <Button size="sm" onClick={() => setAfter(pageInfo.endCursor)}>
                      Older
                    </Button>
                  </div>
                )}
              </Panel>
              <Panel title="What the project takes up">
                <PropertyList
                  items={[
                    { name: 'Recordings', value: formatBytes(usage.recordingBytes) },
                    { name: 'Features', value: formatBytes(usage.featureBytes) },
                    { name: 'Files of runs', value: formatBytes(usage.artifactBytes) },
                    { name: 'Checkpoints', value: formatBytes(usage.checkpointBytes) },
                    { name: 'Metrics', value: `${formatCompact(usage.metricPoints)} points` },
                    { name: 'Predictions', value: formatCompact(usage.predictions) },
                    { name: 'In the trash', value: formatBytes(usage.trashBytes) },
                  ]}
                />
              </Panel>
            </div>
          );
        }}
      </QueryBoundary>
    </>
  );
}
