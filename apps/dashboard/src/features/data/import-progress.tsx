'use client';
import { useEffect, useRef, useState } from 'react';
import { useSubscription } from 'urql';
import { useMutationResult } from '../../api/use-mutation-result';
import { formatCount, formatDateTime } from '../../format/format';
import { CancelImportDocument, ImportProgressedDocument, type ImportStatusFragment } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { ProgressBar } from '../../ui/progress-bar';
import { isOpen, JobStatusLabel } from './job-status-label';

/** Follows an import while it goes on; `onDone` is called once it has ended, whichever way. */
export function useImportProgress(current: ImportStatusFragment, onDone: () => void): void {
  const isFollowed = isOpen(current.status);
  useSubscription({
    query: ImportProgressedDocument,
    variables: { importId: current.id },
    pause: !isFollowed,
  });
  const wasFollowed = useRef(isFollowed);
  const latest = useRef(onDone);
  useEffect(() => {
    latest.current = onDone;
  });
  useEffect(() => {
    if (wasFollowed.current && !isFollowed) latest.current();
    wasFollowed.current = isFollowed;
  }, [isFollowed]);
  // A page that shows only imports under way takes this line away in the very update that says it has ended.
  useEffect(
    () => () => {
      if (wasFollowed.current) latest.current();
    },
    [],
  );
}

/** One import as a line: where from, how far, or why it failed. */
export function ImportProgress({
  current,
  onDone,
}: {
  readonly current: ImportStatusFragment;
  readonly onDone: () => void;
}) {
  useImportProgress(current, onDone);
  const [cancelImport, isCanceling] = useMutationResult(CancelImportDocument, 'cancelImport');
  const [failure, setFailure] = useState<string | null>(null);
  const { status, source, filesDone, filesTotal, error, finishedAt, createdAt } = current;
  const cancel = async () => {
    const outcome = await cancelImport({ input: { importId: current.id } });
    setFailure(outcome.ok ? null : outcome.failure.message);
  };
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <JobStatusLabel status={status} />
        <span className="min-w-0 truncate font-mono text-sm text-ink-soft" title={source}>
          {source}
        </span>
        <span className="numeric ml-auto text-sm text-ink-faint">
          {isOpen(status)
            ? `${formatCount(filesDone)} of ${filesTotal === null ? '…' : formatCount(filesTotal)} files`
            : formatDateTime(finishedAt ?? createdAt)}
        </span>
      </div>
      {isOpen(status) && (
        <div className="flex items-center gap-3">
          <ProgressBar label={`Importing ${source}`} done={filesDone} total={filesTotal} />
          <Button size="sm" variant="ghost" disabled={isCanceling} onClick={cancel}>
            Cancel
          </Button>
        </div>
      )}
      {failure && <Notice tone="bad">{failure}</Notice>}
      {status === 'FAILED' && (
        <Notice tone="bad" title="The import failed">
          {error ?? 'The worker gave no reason; its log has more.'}
        </Notice>
      )}
    </div>
  );
}
