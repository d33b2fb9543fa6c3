'use client';
import { useTheme } from 'next-themes';
import { type RefObject, useEffect, useState } from 'react';
import type { PlotInk } from './draw-series';
import { PALETTE_SIZE } from './palette';

/** The theme's colours as a canvas takes them; null until the element is there. */
export function usePlotInk(element: RefObject<HTMLElement | null>): PlotInk | null {
  const { resolvedTheme } = useTheme();
  const [ink, setInk] = useState<PlotInk | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what the style says
  useEffect(() => {
    if (element.current === null) return;
    const style = getComputedStyle(element.current);
    const read = (name: string) => style.getPropertyValue(name).trim();
    setInk({
      slots: Array.from({ length: PALETTE_SIZE }, (_, slot) => read(`--series-${slot + 1}`)),
      grid: read('--line'),
      axis: read('--line-strong'),
      text: read('--ink-faint'),
      surface: read('--surface'),
      font: `11px ${style.fontFamily}`,
    });
  }, [element, resolvedTheme]);
  return ink;
}
