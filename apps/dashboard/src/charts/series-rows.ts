import type { LinePoint } from './line-points';
import { isDrawable, type PreparedLine, type PreparedSeries } from './prepare-series';

/** A stretch of a line without gaps, under a key of its own in the rows. */
export interface RowStretch {
  readonly key: string;
  readonly line: PreparedLine;
  readonly kind: 'line' | 'raw' | 'band';
  /** One point has no line: it is drawn as a dot. */
  readonly isLonely: boolean;
}

export type Row = { readonly x: number } & Readonly<Record<string, number | readonly [number, number]>>;

type MutableRow = { x: number } & Record<string, number | readonly [number, number]>;

export interface SeriesRows {
  /** Ascending by place; a row holds what stands there of every line. */
  readonly rows: readonly Row[];
  readonly stretches: readonly RowStretch[];
}

/** A logarithmic axis of steps has a place for the first, 0, too. */
const LOG_OFFSET = 1;

/** Where a place stands on recharts' horizontal axis. */
export function rowPlace(place: number, { xScale }: Pick<PreparedSeries, 'xScale'>): number {
  return xScale === 'log' ? place + LOG_OFFSET : place;
}

/**
 * The lines as rows by place, as recharts wants them. Lines have points at different places, and to recharts a place
 * without a point looks like a gap: so each stretch between real gaps becomes a key whose holes are bridged.
 */
export function seriesRows(prepared: PreparedSeries): SeriesRows {
  const rows = new Map<number, MutableRow>();
  const stretches: RowStretch[] = [];
  const rowAt = (place: number) => {
    const x = rowPlace(place, prepared);
    const known = rows.get(x);
    if (known) return known;
    const row: MutableRow = { x };
    rows.set(x, row);
    return row;
  };
  const add = (
    line: PreparedLine,
    kind: RowStretch['kind'],
    read: (point: LinePoint) => number | readonly [number, number] | null,
  ) => {
    for (const points of stretchesOf(line.points, read)) {
      const key = `${kind}${stretches.length}`;
      for (const [x, value] of points) rowAt(x)[key] = value;
      stretches.push({ key, line, kind, isLonely: points.length === 1 });
    }
  };
  const { scale } = prepared;
  for (const line of prepared.lines) {
    if (line.hasBand)
      add(line, 'band', ({ low, high }) => (isDrawable(low, scale) && isDrawable(high, scale) ? [low, high] : null));
    if (line.hasRaw) add(line, 'raw', ({ raw }) => (isDrawable(raw, scale) ? raw : null));
    add(line, 'line', ({ smoothed }) => (isDrawable(smoothed, scale) ? smoothed : null));
  }
  return { rows: [...rows.values()].sort((a, b) => a.x - b.x), stretches };
}

function stretchesOf<Value>(
  points: readonly LinePoint[],
  read: (point: LinePoint) => Value | null,
): [x: number, value: Value][][] {
  const stretches: [number, Value][][] = [];
  let open: [number, Value][] | null = null;
  for (const point of points) {
    const value = read(point);
    if (value === null) {
      open = null;
      continue;
    }
    if (open === null) {
      open = [];
      stretches.push(open);
    }
    open.push([point.x, value]);
  }
  return stretches;
}
