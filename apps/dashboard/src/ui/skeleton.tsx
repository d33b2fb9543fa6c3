import { classNames } from './class-names';

export function Skeleton({ className }: { readonly className?: string }) {
  return <div aria-hidden className={classNames('shimmer rounded-md', className)} />;
}

/** Rows in the place of a table that is on its way; heights match, so nothing jumps when it comes. */
export function TableSkeleton({ rows = 8 }: { readonly rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col divide-y divide-line">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <div key={row} className="flex h-11 items-center gap-4 px-4">
          <Skeleton className="h-3 w-3 rounded-full" />
          <Skeleton className="h-3 w-52" />
          <Skeleton className="ml-auto h-3 w-16" />
          <Skeleton className="hidden h-3 w-24 sm:block" />
        </div>
      ))}
    </div>
  );
}

export function PanelSkeleton({ className = 'h-64' }: { readonly className?: string }) {
  return (
    <div
      role="status"
      aria-label="Loading"
      className={classNames('rounded-lg border border-line bg-surface p-4', className)}
    >
      <Skeleton className="h-3.5 w-32" />
      <Skeleton className="mt-4 h-[calc(100%-2.5rem)] w-full" />
    </div>
  );
}
