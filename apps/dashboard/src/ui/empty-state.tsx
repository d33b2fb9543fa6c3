import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** What a page shows when it has nothing: why, and the exact next step. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center justify-center gap-3 px-6 py-16 text-center">
      <span className="flex size-10 items-center justify-center rounded-xl border border-line bg-subtle text-ink-faint">
        <Icon aria-hidden className="size-5" />
      </span>
      <p className="text-md font-medium">{title}</p>
      {children && <div className="max-w-md text-ink-faint">{children}</div>}
      {action && <div className="mt-1 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
