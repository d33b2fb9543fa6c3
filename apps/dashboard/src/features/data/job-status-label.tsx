import { Check, CircleSlash, Clock, LoaderCircle, X } from 'lucide-react';
import type { JobStatus } from '../../generated/graphql';
import { classNames } from '../../ui/class-names';

const LOOKS = {
  QUEUED: { label: 'Waiting', icon: Clock, className: 'text-ink-faint' },
  RUNNING: { label: 'Running', icon: LoaderCircle, className: 'text-accent' },
  READY: { label: 'Ready', icon: Check, className: 'text-good' },
  FAILED: { label: 'Failed', icon: X, className: 'text-bad' },
  CANCELED: { label: 'Canceled', icon: CircleSlash, className: 'text-ink-faint' },
} as const;

export function JobStatusLabel({ status }: { readonly status: JobStatus }) {
  const { label, icon: Icon, className } = LOOKS[status];
  return (
    <span className={classNames('inline-flex items-center gap-1.5 text-sm font-medium', className)}>
      <Icon
        aria-hidden
        strokeWidth={2.5}
        className={classNames('size-3.5 shrink-0', status === 'RUNNING' && 'animate-spin [animation-duration:2s]')}
      />
      {label}
    </span>
  );
}

/** Whether the job still goes on, and so may change by itself. */
export function isOpen(status: JobStatus): boolean {
  return status === 'QUEUED' || status === 'RUNNING';
}
