'use client';
import type { ReactNode } from 'react';
import { usePageTitle } from './use-page-title';

export function PageHeader({
  title,
  hint,
  actions,
}: {
  readonly title: ReactNode;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
}) {
  usePageTitle(typeof title === 'string' ? title : null);
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-2 pb-4">
      <div className="min-w-0 flex-1 basis-52">
        <h1 className="truncate text-lg font-semibold tracking-tight">{title}</h1>
        {hint && <p className="text-ink-faint">{hint}</p>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
