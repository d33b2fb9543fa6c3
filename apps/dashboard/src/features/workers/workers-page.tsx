'use client';
import { Cpu, ListOrdered } from 'lucide-react';
import { useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { useLive } from '../../api/use-live';
import { plural } from '../../format/format';
import {
  QueueLiveDocument,
  type WorkerCardFragment,
  WorkersLiveDocument,
  WorkersPageDocument,
} from '../../generated/graphql';
import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { useNow } from '../../ui/use-now';
import { QueueTable } from './queue-table';
import { WorkerPanel } from './worker-panel';

/** Who works, on what, and what waits, live. */
export function WorkersPage({ slug }: { readonly slug: string }) {
  const [after, setAfter] = useState<string | null>(null);
  const state = useApiQuery(WorkersPageDocument, { slug, after });
  const { reload } = state;
  const nowMs = useNow(1000);
  const known = new Set(state.data?.workers.map(({ id }) => id));
  useLive(WorkersLiveDocument, {}, ({ workersChanged }) => {
    if (workersChanged.some(({ id }) => !known.has(id))) reload();
  });
  useLive(QueueLiveDocument, { slug }, reload);
  return (
    <>
      <PageHeader
        title="Workers and queue"
        hint="Workers of the whole installation, and the runs of this project that wait."
      />
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
        {({ workers, queue }) => (
          <div className="flex flex-col gap-4">
            {workers.length === 0 ? (
              <Panel>
                <EmptyState icon={Cpu} title="No worker was heard of within a day">
                  Runs wait until one starts. <code className="font-mono">npm start</code> starts one with everything
                  else; docs/operations.md says how to start more, also on other machines.
                </EmptyState>
              </Panel>
            ) : (
              <WorkerGrid slug={slug} workers={workers.filter(({ stoppedAt }) => stoppedAt === null)} nowMs={nowMs} />
            )}
            <Panel
              title="Queue"
              hint={`${plural(queue.waitingCount, 'run')} of this project ${queue.waitingCount === 1 ? 'waits' : 'wait'}, ${queue.waitingOfAllCount} of all projects; ${queue.trainingCount} in training`}
              bodyClassName=""
            >
              {queue.entries.nodes.length === 0 ? (
                <EmptyState icon={ListOrdered} title="Nothing waits">
                  What you launch appears here until a worker takes it.
                </EmptyState>
              ) : (
                <QueueTable
                  slug={slug}
                  entries={queue.entries}
                  nowMs={nowMs}
                  after={after}
                  onPage={setAfter}
                  onChange={reload}
                />
              )}
            </Panel>
            <StoppedWorkers slug={slug} workers={workers.filter(({ stoppedAt }) => stoppedAt !== null)} nowMs={nowMs} />
          </div>
        )}
      </QueryBoundary>
    </>
  );
}

interface Workers {
  readonly slug: string;
  readonly workers: readonly WorkerCardFragment[];
  readonly nowMs: number;
}

function WorkerGrid({ slug, workers, nowMs }: Workers) {
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2 2xl:grid-cols-3">
      {workers.map((worker) => (
        <WorkerPanel key={worker.id} slug={slug} worker={worker} nowMs={nowMs} />
      ))}
    </div>
  );
}

/** Workers that have said good-bye within a day: what they trained is still worth a look. */
function StoppedWorkers({ slug, workers, nowMs }: Workers) {
  if (workers.length === 0) return null;
  return (
    <details>
      <summary className="mb-3 cursor-pointer text-ink-soft select-none hover:text-ink">
        {plural(workers.length, 'worker')} stopped within a day
      </summary>
      <WorkerGrid slug={slug} workers={workers} nowMs={nowMs} />
    </details>
  );
}
