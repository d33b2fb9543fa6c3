'use client';
import { type RefObject, startTransition, useEffect, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { type BoxView, type RowLayout, rowsInSight, scrollTopFor } from './rows-in-sight';

/** Rows beyond the edges that are in the page already when somebody scrolls on. */
const AHEAD = 10;
/** The first rows that somebody sees do not wait for those beyond the edge. */
const AHEAD_AT_FIRST = 1;
/** Until the box is there to be measured. */
const FIRST_VIEW: BoxView = { scrollTop: 0, height: 900 };

/** Which rows of a long list, all of one height, are to be in the page while its box is scrolled and resized. */
export function useRowsInSight(box: RefObject<HTMLElement | null>, { count, rowHeight, headHeight }: RowLayout) {
  const [view, setView] = useState(FIRST_VIEW);
  const layout = { count, rowHeight, headHeight };
  const [ahead, setAhead] = useState(AHEAD_AT_FIRST);
  const [from, to] = rowsInSight(view, layout, ahead);
  useEffect(() => startTransition(() => setAhead(AHEAD)), []);
  useLayoutEffect(() => {
    if (box.current !== null) setView(viewOf(box.current));
  }, [box]);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const look = () =>
      // In the frame that shows the new place: a frame later it would have blank rows.
      flushSync(() => setView((before) => sameRows(before, viewOf(element), { count, rowHeight, headHeight })));
    const observer = new ResizeObserver(() => setView(viewOf(element)));
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box, count, rowHeight, headHeight]);
  const scrollTo = (row: number) => {
    const element = box.current;
    if (element !== null) element.scrollTop = scrollTopFor(row, viewOf(element), layout);
  };
  return { from, to, scrollTo };
}

/** The view as it was when the same rows are in sight: then nothing is drawn anew. */
function sameRows(before: BoxView, now: BoxView, layout: RowLayout): BoxView {
  const [from, to] = rowsInSight(before, layout, 0);
  const [nowFrom, nowTo] = rowsInSight(now, layout, 0);
  return from === nowFrom && to === nowTo ? before : now;
}

function viewOf(element: HTMLElement): BoxView {
  return { scrollTop: element.scrollTop, height: element.clientHeight };
}
