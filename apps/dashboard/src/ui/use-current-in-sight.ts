'use client';
import { type RefObject, useEffect, useRef } from 'react';

/**
 * A row that scrolls sideways begins where the chosen one is: on a phone it may lie beyond the edge.
 * @param selector finds the chosen one inside the row
 */
export function useCurrentInSight<Row extends HTMLElement>(selector: string, current: string): RefObject<Row | null> {
  const row = useRef<Row>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again when another one is chosen
  useEffect(() => {
    const one = row.current?.querySelector<HTMLElement>(selector);
    if (!row.current || !one) return;
    const beyond = one.offsetLeft + one.offsetWidth > row.current.scrollLeft + row.current.clientWidth;
    // Only sideways: the page itself stays where it is.
    if (beyond || one.offsetLeft < row.current.scrollLeft) {
      row.current.scrollLeft = one.offsetLeft - (row.current.clientWidth - one.offsetWidth) / 2;
    }
  }, [selector, current]);
  return row;
}
