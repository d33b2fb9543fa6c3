import { ArrowUpToLine, Ban } from 'lucide-react';
import Link from 'next/link';
import { useMutationResult } from '../../api/use-mutation-result';
import { formatAgo, formatDuration, MISSING } from '../../format/format';
import { SetRunPriorityDocument, type WorkersPageQuery } from '../../generated/graphql';
import { Button, IconButton } from '../../ui/button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { notify } from '../../ui/notify';
import { useRunActions } from '../runs';

type Entries = WorkersPageQuery['queue']['entries'];

/** What waits, when its turn is expected, and how to change that. */
export function QueueTable({
  slug,
  entries,
  nowMs,
  after,
  onPage,
  onChange,
}: {
  readonly slug: string;
  readonly entries: Entries;
  readonly nowMs: number;
  readonly after: string | null;
  readonly onPage: (after: string | null) => void;
  readonly onChange: () => void;
}) {
  const [setPriority, isMoving] = useMutationResult(SetRunPriorityDocument, 'setRunPriority');
  const { cancel } = useRunActions();
  const first = Math.min(0, ...entries.nodes.map(({ priority }) => priority));
  const moveFirst = async (runId: string, name: string) => {
    const outcome = await setPriority({ input: { runIds: [runId], priority: Math.max(-1000, first - 1) } });
    if (outcome.ok) notify('success', `${name} goes next.`);
    else notify('error', outcome.failure.message);
    onChange();
  };
  return (
    <>
      <DataTable
        caption="Runs that wait"
        head={
          <>
            <HeadCell align="right">Place</HeadCell>
            <HeadCell>Run</HeadCell>
            <HeadCell>Waits since</HeadCell>
            <HeadCell>Expected to begin</HeadCell>
            <HeadCell align="right">Expected to take</HeadCell>
            <HeadCell align="right">Priority</HeadCell>
            <HeadCell>
              <span className="sr-only">Actions</span>
            </HeadCell>
          </>
        }
      >
        {entries.nodes.map(({ run, position, priority, waitingSince, expectedSeconds, expectedStartAt }) => (
          <tr key={run.id} className="hover:bg-subtle">
            <Cell align="right">{position}</Cell>
            <Cell className="min-w-56">
              <Link href={`/p/${slug}/runs/${run.id}`} className="font-medium hover:underline">
                {run.name}
              </Link>
            </Cell>
            <Cell className="whitespace-nowrap">{formatAgo(waitingSince, nowMs)}</Cell>
            <Cell className="whitespace-nowrap">{expectedStart(expectedStartAt, nowMs)}</Cell>
            <Cell align="right">{formatDuration(expectedSeconds)}</Cell>
            <Cell align="right">{priority}</Cell>
            <Cell>
              <span className="flex justify-end gap-1">
                <IconButton
                  label={`Put ${run.name} first`}
                  disabled={isMoving}
                  onClick={() => void moveFirst(run.id, run.name)}
                >
                  <ArrowUpToLine aria-hidden />
                </IconButton>
                <IconButton label={`Cancel ${run.name}`} onClick={() => void cancel(run.id)}>
                  <Ban aria-hidden />
                </IconButton>
              </span>
            </Cell>
          </tr>
        ))}
      </DataTable>
      {(after !== null || entries.pageInfo.hasNextPage) && (
        <div className="flex gap-2 border-t border-line px-4 py-2">
          <Button size="sm" disabled={after === null} onClick={() => onPage(null)}>
            Front of the queue
          </Button>
          <Button size="sm" disabled={!entries.pageInfo.hasNextPage} onClick={() => onPage(entries.pageInfo.endCursor)}>
            Further back
          </Button>
        </div>
      )}
    </>
  );
}

/** A time that has passed is now: the worker is just taking it. */
function expectedStart(at: string | null, nowMs: number): string {
  if (at === null) return MISSING;
  const seconds = (Date.parse(at) - nowMs) / 1000;
  return seconds < 5 ? 'now' : `in ${formatDuration(seconds)}`;
}
