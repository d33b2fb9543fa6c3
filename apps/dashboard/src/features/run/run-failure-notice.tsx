'use client';
import { formatAgo } from '../../format/format';
import type { RunFailureFragment } from '../../generated/graphql';
import { Button } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { useNow } from '../../ui/use-now';

/** Why the run failed or went silent, and what to do about it. */
export function RunFailureNotice({
  run,
  onShowLog,
}: {
  readonly run: RunFailureFragment;
  readonly onShowLog: () => void;
}) {
  if (run.status === 'FAILED') {
    return (
      <Notice
        tone="bad"
        className="mb-4"
        title={
          <>
            This run failed
            {run.errorCode && <span className="ml-2 font-mono text-sm font-normal">{run.errorCode}</span>}
          </>
        }
        action={
          <Button size="sm" onClick={onShowLog}>
            Show the log
          </Button>
        }
      >
        {run.errorMessage ?? 'Its worker gave no reason. The end of the log may tell.'}
      </Notice>
    );
  }
  return run.status === 'RUNNING' && run.isStalled ? <StalledNotice heartbeatAt={run.heartbeatAt} /> : null;
}

function StalledNotice({ heartbeatAt }: { readonly heartbeatAt: string | null }) {
  const now = useNow(5000);
  return (
    <Notice tone="warn" className="mb-4" title="Nothing was heard of this run for a while">
      Last sign of life: {formatAgo(heartbeatAt, now)}. If its worker or script is gone, the run goes back to the queue
      or can be canceled.
    </Notice>
  );
}
