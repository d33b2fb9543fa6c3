import type { RunRowFragment, RunsWindowQuery } from '../../generated/graphql';

type WindowPage = NonNullable<RunsWindowQuery['project']>['runs'];
export type TableRun = WindowPage['nodes'][number];

/** Two screens: a larger first window would take longer to come, and to be read. */
export const WINDOW_SIZE = 50;

/** A stretch of a long list. */
export interface RunWindow {
  readonly rows: readonly TableRun[];
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

/** What is loaded of a list of runs: windows of 50, wherever somebody has looked. */
export interface RunWindows {
  readonly total: number;
  readonly windows: ReadonlyMap<number, RunWindow>;
  /** Runs that came into being since; shown when asked for, so that nothing jumps. */
  readonly newRunIds: ReadonlySet<string>;
  readonly loadedAtMs: number;
}

/** How a window is asked for: from its neighbour's cursor where there is one, else by its place. */
export type WindowRequest =
  | { readonly first: number; readonly after: string }
  | { readonly last: number; readonly before: string }
  | { readonly first: number; readonly offset: number };

export function startWindows(total: number, first: RunWindow, loadedAtMs: number): RunWindows {
  return { total, windows: new Map([[0, first]]), newRunIds: new Set(), loadedAtMs };
}

export function rowAt({ windows }: RunWindows, index: number): TableRun | null {
  return windows.get(Math.floor(index / WINDOW_SIZE))?.rows[index % WINDOW_SIZE] ?? null;
}

/** Windows that the rows from `from` to `to` lie in and those beside them, the nearest first; loaded ones are left out. */
export function windowsAround(list: RunWindows, from: number, to: number): number[] {
  const last = Math.max(0, Math.ceil(list.total / WINDOW_SIZE) - 1);
  const at = (index: number) => Math.min(last, Math.max(0, Math.floor(index / WINDOW_SIZE)));
  const inSight = range(at(from), at(to));
  const beside = [at(to) + 1, at(from) - 1, at(to) + 2].filter((number) => number >= 0 && number <= last);
  return [...inSight, ...beside].filter((number) => !list.windows.has(number));
}

export function windowRequest({ windows }: RunWindows, number: number): WindowRequest {
  const before = windows.get(number - 1);
  if (before?.endCursor && before.rows.length === WINDOW_SIZE) return { first: WINDOW_SIZE, after: before.endCursor };
  const after = windows.get(number + 1);
  if (after?.startCursor) return { last: WINDOW_SIZE, before: after.startCursor };
  return { first: WINDOW_SIZE, offset: number * WINDOW_SIZE };
}

export function addWindow(list: RunWindows, number: number, window: RunWindow): RunWindows {
  return { ...list, windows: new Map([...list.windows, [number, window]]) };
}

/** The list after a run changed: its row in place, or one more new run to show. */
export function applyRunChange(list: RunWindows, run: RunRowFragment, mayFit: boolean): RunWindows {
  for (const [number, window] of list.windows) {
    const index = window.rows.findIndex(({ id }) => id === run.id);
    const row = window.rows[index];
    if (row === undefined) continue;
    return addWindow(list, number, { ...window, rows: window.rows.with(index, { ...row, ...run }) });
  }
  const isNew = Date.parse(run.createdAt) > list.loadedAtMs;
  if (!isNew || !mayFit || list.newRunIds.has(run.id)) return list;
  return { ...list, newRunIds: new Set([...list.newRunIds, run.id]) };
}

/** The rows from the first on, as far as they are loaded without a gap. */
export function leadingRows({ windows }: RunWindows): TableRun[] {
  const rows: TableRun[] = [];
  for (let number = 0; ; number++) {
    const window = windows.get(number);
    if (window === undefined) return rows;
    rows.push(...window.rows);
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}
