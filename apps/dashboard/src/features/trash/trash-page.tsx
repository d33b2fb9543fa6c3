'use client';
import { RotateCcw, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatBytes, formatCompact, formatDateTime, plural } from '../../format/format';
import { TrashPageDocument } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';
import { Panel } from '../../ui/panel';
import { PropertyList } from '../../ui/property-list';
import { PanelSkeleton } from '../../ui/skeleton';
import { KIND_NAMES, type TrashItem, trashAddress } from './trash-words';
import { useRestore } from './use-restore';

/** What was deleted and can still be brought back, and what the project takes up. */
export function TrashPage({ slug }: { readonly slug: string }) {
  const [after, setAfter] = useState<string | null>(null);
  const state = useApiQuery(TrashPageDocument, { slug, after }, { requestPolicy: 'network-only' });
  const [restore, isRestoring] = useRestore();
  const bringBack = async (item: TrashItem) => {
    await restore(item);
    state.reload();
  };
  return (
    <>
      <PageHeader title="Trash and storage" hint="What was deleted can be brought back until its time is up." />
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-64" />}>
        {({ project }) => {
          if (project === null) return null;
          const { nodes, pageInfo } = project.trash;
          const usage = project.storageUsage;
          return (
            <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_20rem]">
              <Panel title="Deleted" hint={`kept for ${plural(usage.retentionDays, 'day')}`} bodyClassName="">
                {nodes.length === 0 && after === null ? (
                  <EmptyState icon={Trash2} title="The trash is empty">
                    What you delete comes here first.
                  </EmptyState>
                ) : (
                  <DataTable
                    caption="What was deleted"
                    head={
                      <>
                        <HeadCell>What</HeadCell>
                        <HeadCell>Deleted</HeadCell>
                        <HeadCell>Removed after</HeadCell>
                        <HeadCell>
                          <span className="sr-only">Actions</span>
                        </HeadCell>
                      </>
                    }
                  >
                    {nodes.map((item) => (
                      <tr key={item.id} className="hover:bg-subtle">
                        <Cell className="min-w-48">
                          <Name slug={slug} item={item} />
                          <span className="block text-sm text-ink-faint">
                            {KIND_NAMES[item.kind]}
                            {item.partOf !== null && ` of ${item.partOf}`}
                          </span>
                        </Cell>
                        <Cell className="whitespace-nowrap">{formatDateTime(item.deletedAt)}</Cell>
                        <Cell className="whitespace-nowrap">{formatDateTime(item.purgeAfter)}</Cell>
                        <Cell className="text-right">
                          <Button
                            size="sm"
                            aria-label={`Restore ${item.name}`}
                            disabled={isRestoring}
                            onClick={() => void bringBack(item)}
                          >
                            <RotateCcw aria-hidden /> Restore
                          </Button>
                        </Cell>
                      </tr>
                    ))}
                  </DataTable>
                )}
                {(pageInfo.hasNextPage || after !== null) && (
                  <div className="flex gap-2 border-t border-line px-4 py-2">
                    {after !== null && (
                      <Button size="sm" onClick={() => setAfter(null)}>
                        Latest
                      </Button>
                    )}
                    {pageInfo.hasNextPage && (
                      <Button size="sm" onClick={() => setAfter(pageInfo.endCursor)}>
                        Older
                      </Button>
                    )}
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

function Name({ slug, item }: { readonly slug: string; readonly item: TrashItem }) {
  const address = trashAddress(slug, item);
  if (address === null) return <span className="font-medium">{item.name}</span>;
  return (
    <Link href={address} className="font-medium hover:underline">
      {item.name}
    </Link>
  );
}
