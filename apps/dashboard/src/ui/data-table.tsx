import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from 'react';
import { classNames } from './class-names';
import { ScrollBox } from './scroll-box';

/** A plain table that scrolls inside its own box and never widens the page. */
export function DataTable({
  caption,
  head,
  children,
  className,
}: {
  readonly caption: string;
  readonly head: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <ScrollBox label={caption} className={classNames('relative overflow-x-auto', className)}>
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line">{head}</tr>
        </thead>
        <tbody className="divide-y divide-line">{children}</tbody>
      </table>
    </ScrollBox>
  );
}

interface Alignment {
  readonly align?: 'left' | 'right';
}

export function HeadCell({ align = 'left', className, ...rest }: ThHTMLAttributes<HTMLTableCellElement> & Alignment) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        'h-9 px-3 text-sm font-medium whitespace-nowrap text-ink-faint first:pl-4 last:pr-4',
        align === 'right' && 'text-right',
        className,
      )}
    />
  );
}

export function Cell({ align = 'left', className, ...rest }: TdHTMLAttributes<HTMLTableCellElement> & Alignment) {
  return (
    <td
      {...rest}
      className={classNames(
        'h-10 px-3 py-1.5 first:pl-4 last:pr-4',
        align === 'right' && 'numeric text-right whitespace-nowrap',
        className,
      )}
    />
  );
}
