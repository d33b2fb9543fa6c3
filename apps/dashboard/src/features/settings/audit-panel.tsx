'use client';
import { useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatDateTime } from '../../format/format';
import { ProjectAuditDocument, type ProjectAuditQuery } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { actionInWords } from './action-in-words';

const PAGE_SIZE = 25;

/** What was done in the project, and by whom: newest first, page after page. */
export function AuditPanel({ slug }: { readonly slug: string }) {
  /** Cursors of the pages before this one; the last is where this one begins. */
  const [trail, setTrail] = useState<readonly string[]>([]);
  const after = trail.at(-1) ?? null;
  const state = useApiQuery(ProjectAuditDocument, { slug, first: PAGE_SIZE, after, actions: null });
  return (
    <Panel title="Audit" hint="Who did what, newest first. Kept for good." bodyClassName="">
      <QueryBoundary state={state} loading={<PanelSkeleton />}>
        {({ auditEvents: { nodes, pageInfo } }) =>
          nodes.length === 0 ? (
            <p className="px-4 py-6 text-center text-ink-faint">Nothing has been done here yet.</p>
          ) : (
            <>
              <DataTable
                caption="Audit events"
                head={
                  <>
                    <HeadCell>When</HeadCell>
                    <HeadCell>Who</HeadCell>
                    <HeadCell>What</HeadCell>
                    <HeadCell>Details</HeadCell>
                  </>
                }
              >
                {nodes.map((event) => (
                  <EventRow key={event.id} event={event} />
                ))}
              </DataTable>
              <div className="flex justify-end gap-2 border-t border-line px-4 py-2.5">
                <Button size="sm" disabled={trail.length === 0} onClick={() => setTrail(trail.slice(0, -1))}>
                  Newer
                </Button>
                <Button
                  size="sm"
                  disabled={!pageInfo.hasNextPage}
                  onClick={() => pageInfo.endCursor && setTrail([...trail, pageInfo.endCursor])}
                >
                  Older
                </Button>
              </div>
            </>
          )
        }
      </QueryBoundary>
    </Panel>
  );
}

function EventRow({ event }: { readonly event: ProjectAuditQuery['auditEvents']['nodes'][number] }) {
  const text = JSON.stringify(event.details);
  return (
    <tr>
      <Cell className="whitespace-nowrap">{formatDateTime(event.occurredAt)}</Cell>
      <Cell>
        <span className="block">{event.actorName || event.actor}</span>
        <span className="text-sm text-ink-faint">{event.address}</span>
      </Cell>
      <Cell className="whitespace-nowrap">{actionInWords(event.action)}</Cell>
      <Cell className="max-w-80">
        {text !== '{}' && (
          <details>
            <summary className="cursor-pointer truncate font-mono text-sm text-ink-faint">{text.slice(0, 60)}</summary>
            <pre className="overflow-x-auto font-mono text-sm whitespace-pre-wrap break-all">
              {JSON.stringify(event.details, null, 2)}
            </pre>
          </details>
        )}
      </Cell>
    </tr>
  );
}
