import type { ReactNode } from 'react';
import { classNames } from './class-names';

/** A titled box: the unit every page is built from. */
export function Panel({
  title,
  hint,
  actions,
  children,
  className,
  bodyClassName = 'p-4',
}: {
  readonly title?: ReactNode;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
  readonly bodyClassName?: string;
}) {
  return (
    <section className={classNames('min-w-0 rounded-lg border border-line bg-surface shadow-panel', className)}>
      {title && (
        <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2">
          <h2 className="text-base font-semibold">{title}</h2>
          {hint && <p className="text-sm text-ink-faint">{hint}</p>}
          {actions && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={bodyClassName}>{children}</div>
    </section>
  );
}
