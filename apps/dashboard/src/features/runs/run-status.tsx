import { Ban, Check, Clock, TriangleAlert, X } from 'lucide-react';
import type { RunStatus } from '../../generated/graphql';
import { classNames } from '../../ui/class-names';

const LOOKS = {
  QUEUED: { label: 'Queued', icon: Clock, className: 'text-ink-faint' },
  RUNNING: { label: 'Running', icon: null, className: 'text-accent' },
  FINISHED: { label: 'Finished', icon: Check, className: 'text-good' },
  FAILED: { label: 'Failed', icon: X, className: 'text-bad' },
  CANCELED: { label: 'Canceled', icon: Ban, className: 'text-ink-faint' },
} as const;

export function statusName(status: RunStatus): string {
  return LOOKS[status].label;
}

/** The status as a sign: each has its own shape, so that colour is never the only difference. */
export function RunStatusMark({
  status,
  isStalled = false,
}: {
  readonly status: RunStatus;
  readonly isStalled?: boolean;
}) {
  const { label, icon: Icon, className } = LOOKS[status];
  if (status === 'RUNNING' && isStalled) {
    return <TriangleAlert role="img" aria-label="Stalled" className="size-3.5 shrink-0 text-warn" />;
  }
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={classNames('inline-flex size-3.5 shrink-0 items-center justify-center', className)}
    >
      {Icon ? (
        <Icon aria-hidden className="size-3.5" strokeWidth={2.5} />
      ) : (
        <span className="pulse-ring size-2 rounded-full bg-accent" />
      )}
    </span>
  );
}

export function RunStatusLabel({
  status,
  isStalled = false,
}: {
  readonly status: RunStatus;
  readonly isStalled?: boolean;
}) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 font-medium',
        isStalled ? 'text-warn' : LOOKS[status].className,
      )}
    >
      <RunStatusMark status={status} isStalled={isStalled} />
      <span aria-hidden>{status === 'RUNNING' && isStalled ? 'Stalled' : LOOKS[status].label}</span>
    </span>
  );
}
