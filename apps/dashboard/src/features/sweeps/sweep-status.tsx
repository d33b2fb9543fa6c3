import { Ban, Check, CircleStop, Clock, Pause, X } from 'lucide-react';
import type { SweepStatus, TrialStatus } from '../../generated/graphql';
import { classNames } from '../../ui/class-names';

const LOOKS = {
  PLANNED: { label: 'Planned', icon: Clock, className: 'text-ink-faint' },
  RUNNING: { label: 'Running', icon: null, className: 'text-accent' },
  PAUSED: { label: 'Paused', icon: Pause, className: 'text-warn' },
  FINISHED: { label: 'Finished', icon: Check, className: 'text-good' },
  COMPLETE: { label: 'Complete', icon: Check, className: 'text-good' },
  STOPPED: { label: 'Stopped early', icon: CircleStop, className: 'text-ink-soft' },
  FAILED: { label: 'Failed', icon: X, className: 'text-bad' },
  CANCELED: { label: 'Canceled', icon: Ban, className: 'text-ink-faint' },
} as const;

/** Each status has its own shape, so that colour is never the only difference. */
export function SweepStatusLabel({ status }: { readonly status: SweepStatus | TrialStatus }) {
  const { label, icon: Icon, className } = LOOKS[status];
  return (
    <span className={classNames('inline-flex items-center gap-1.5 font-medium whitespace-nowrap', className)}>
      {Icon ? (
        <Icon aria-hidden className="size-3.5" strokeWidth={2.5} />
      ) : (
        <span aria-hidden className="pulse-ring mx-0.75 size-2 rounded-full bg-accent" />
      )}
      {label}
    </span>
  );
}
