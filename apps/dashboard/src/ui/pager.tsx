import { ChevronLeft, ChevronRight } from 'lucide-react';
import { formatCount } from '../format/format';
import { Button } from './button';

/** Foot of a table that shows one keyset page at a time: which rows these are, and the ways back and on. */
export function Pager({
  cursors,
  pageSize,
  shownCount,
  totalCount,
  nextCursor,
  onChange,
}: {
  /** Cursors of the pages gone through so far; empty on the first. */
  readonly cursors: readonly string[];
  readonly pageSize: number;
  readonly shownCount: number;
  readonly totalCount: number;
  /** Where the next page starts; null on the last. */
  readonly nextCursor: string | null;
  readonly onChange: (cursors: readonly string[]) => void;
}) {
  const first = cursors.length * pageSize + 1;
  return (
    <footer className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2">
      <span className="numeric text-sm text-ink-faint">
        {formatCount(first)}–{formatCount(first + shownCount - 1)} of {formatCount(totalCount)}
      </span>
      <span className="ml-auto flex gap-1">
        <Button size="sm" disabled={cursors.length === 0} onClick={() => onChange(cursors.slice(0, -1))}>
          <ChevronLeft aria-hidden /> Previous
        </Button>
        <Button
          size="sm"
          disabled={nextCursor === null}
          onClick={() => nextCursor !== null && onChange([...cursors, nextCursor])}
        >
          Next <ChevronRight aria-hidden />
        </Button>
      </span>
    </footer>
  );
}
