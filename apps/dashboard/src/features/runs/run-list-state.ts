import type { RunFilter, RunRowFragment } from '../../generated/graphql';

export interface RunList {
  readonly rows: readonly RunRowFragment[];
  readonly totalCount: number;
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
  /** Runs that came into being after the list was loaded; shown when asked for, so that nothing jumps. */
  readonly newRunIds: ReadonlySet<string>;
  /** When the first page was loaded, in milliseconds since the Unix epoch. */
  readonly loadedAtMs: number;
}

export interface RunPage {
  readonly nodes: readonly RunRowFragment[];
  readonly totalCount: number;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export function startList(page: RunPage, loadedAtMs: number): RunList {
  return {
    rows: page.nodes,
    totalCount: page.totalCount,
    endCursor: page.pageInfo.endCursor,
    hasNextPage: page.pageInfo.hasNextPage,
    newRunIds: new Set(),
    loadedAtMs,
  };
}

/** The list with its next page; a run that moved between two pages is kept once, where it was first. */
export function appendPage(list: RunList, page: RunPage): RunList {
  const known = new Set(list.rows.map(({ id }) => id));
  return {
    ...list,
    rows: [...list.rows, ...page.nodes.filter(({ id }) => !known.has(id))],
    totalCount: page.totalCount,
    endCursor: page.pageInfo.endCursor,
    hasNextPage: page.pageInfo.hasNextPage,
  };
}

/** The list after a run changed: its row in place, or one more new run to show. */
export function applyChange(list: RunList, run: RunRowFragment, filter: RunFilter): RunList {
  const index = list.rows.findIndex(({ id }) => id === run.id);
  if (index >= 0) return { ...list, rows: list.rows.with(index, run) };
  const isNew = Date.parse(run.createdAt) > list.loadedAtMs;
  if (!isNew || list.newRunIds.has(run.id) || !matchesFilter(run, filter)) return list;
  return { ...list, newRunIds: new Set([...list.newRunIds, run.id]) };
}

/** Whether the list's own filter would have let the run in. */
export function matchesFilter(run: RunRowFragment, filter: RunFilter): boolean {
  const { statuses, task, protocol, text } = filter;
  if (statuses && statuses.length > 0 && !statuses.includes(run.status)) return false;
  if (task && run.experiment.task !== task) return false;
  if (protocol && run.experiment.protocol?.name !== protocol) return false;
  if (text) {
    const needle = text.toLowerCase();
    return run.name.toLowerCase().includes(needle) || run.experiment.name.toLowerCase().includes(needle);
  }
  return true;
}
