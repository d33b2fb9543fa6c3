import type { ReactNode } from 'react';
import { classNames } from './class-names';

/** Names and values, one a line. */
export function PropertyList({
  items,
  className,
}: {
  readonly items: readonly { readonly name: string; readonly value: ReactNode }[];
  readonly className?: string;
}) {
  return (
    <dl
      className={classNames(
        'grid grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] items-baseline gap-x-4 gap-y-1.5',
        className,
      )}
    >
      {items.map(({ name, value }) => (
        <div key={name} className="contents">
          <dt className="text-ink-faint">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
