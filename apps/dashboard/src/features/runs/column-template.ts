import type { ShownColumn } from './run-table-params';

/** A run's name takes what room is left, up to this: beyond it, figures would stand far from their run. */
const WIDEST_NAME = 440;

/**
 * The columns as CSS grid tracks, after those of the marks. Names are what people read first, so their column is the one
 * that grows; not where somebody gave it a width, nor beside other pinned columns, whose places are counted from the left.
 */
export function columnTemplate(
  columns: readonly Pick<ShownColumn, 'id' | 'width' | 'isPinned' | 'isResized'>[],
): string {
  const canNameGrow = columns.filter(({ isPinned }) => isPinned).length === 1;
  return columns
    .map(({ id, width, isResized }, place) => {
      if (place === columns.length - 1) return `minmax(${width}px, 1fr)`;
      if (id === 'name' && canNameGrow && !isResized) return `minmax(${width}px, ${Math.max(width, WIDEST_NAME)}px)`;
      return `${width}px`;
    })
    .join(' ');
}
