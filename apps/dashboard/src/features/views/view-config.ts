/** What a kept view holds, as the API keeps it. */
export interface ViewConfig {
  readonly query: string;
  readonly sort: { readonly column: string; readonly direction: 'asc' | 'desc' } | null;
  readonly columns: readonly string[] | null;
  readonly pinned: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
  readonly group: readonly string[];
}

/** Reads what the API gave, whatever version wrote it: a part that is not as expected is left out. */
export function readViewConfig(config: unknown): ViewConfig {
  const parts: Readonly<Record<string, unknown>> = isRecord(config) ? config : {};
  const { query, sort, columns, pinned, widths, group } = parts;
  return {
    query: typeof query === 'string' ? query : '',
    sort:
      isRecord(sort) && typeof sort.column === 'string'
        ? { column: sort.column, direction: sort.direction === 'asc' ? 'asc' : 'desc' }
        : null,
    columns: Array.isArray(columns) ? texts(columns) : null,
    pinned: texts(pinned),
    widths: Object.fromEntries(
      Object.entries(isRecord(widths) ? widths : {}).flatMap(([id, width]) =>
        typeof width === 'number' ? [[id, width] as const] : [],
      ),
    ),
    group: texts(group),
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
