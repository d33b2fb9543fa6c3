/** How far a box is scrolled and how high it is, in CSS pixels. */
export interface BoxView {
  readonly scrollTop: number;
  readonly height: number;
}

export interface RowLayout {
  readonly count: number;
  readonly rowHeight: number;
  /** Of what stays at the top while rows pass below it. */
  readonly headHeight: number;
}

/** First and last row that is to be in the page: those in sight and `ahead` more on either side. No rows: [0, -1]. */
export function rowsInSight(
  { scrollTop, height }: BoxView,
  { count, rowHeight, headHeight }: RowLayout,
  ahead: number,
): readonly [from: number, to: number] {
  const first = Math.floor(scrollTop / rowHeight);
  const last = Math.floor((scrollTop + Math.max(0, height - headHeight)) / rowHeight);
  const to = Math.min(count - 1, last + ahead);
  return [Math.max(0, Math.min(first - ahead, to)), to];
}

/** How far to scroll so that a row is in sight as a whole; no further than it takes. */
export function scrollTopFor(row: number, { scrollTop, height }: BoxView, layout: RowLayout): number {
  const top = row * layout.rowHeight;
  const least = top + layout.rowHeight + layout.headHeight - height;
  return Math.min(top, Math.max(least, scrollTop));
}
