import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names';

type Tone = 'info' | 'warn' | 'bad';

const LOOKS = {
  info: { icon: Info, className: 'border-line bg-subtle text-ink-soft', iconClassName: 'text-accent' },
  warn: { icon: TriangleAlert, className: 'border-warn-line bg-warn-soft text-ink', iconClassName: 'text-warn' },
  bad: { icon: CircleAlert, className: 'border-bad/35 bg-bad-soft text-ink', iconClassName: 'text-bad' },
} as const;

/** A message that stays: what is the case, and what to do about it. */
export function Notice({
  tone = 'info',
  title,
  children,
  action,
  className,
}: {
  readonly tone?: Tone;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly className?: string;
}) {
  const { icon: Icon, className: look, iconClassName } = LOOKS[tone];
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'note'}
      className={classNames(
        'flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border px-3.5 py-2.5',
        look,
        className,
      )}
    >
      <Icon aria-hidden className={classNames('mt-0.5 size-4 shrink-0', iconClassName)} />
      <div className="min-w-0 flex-1 basis-60 break-words">
        {title && <p className="font-medium text-ink">{title}</p>}
        {children && <div className="text-ink-soft">{children}</div>}
      </div>
      {action}
    </div>
  );
}
