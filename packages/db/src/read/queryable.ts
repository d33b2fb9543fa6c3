import type { SqlExecutor } from '../database.js';

/** What a reader queries through: `database.sql`, of the pool or of a transaction. */
export type Queryable = SqlExecutor;

/** Collects the values of a statement that is put together from parts; `add` returns the placeholder. */
export class StatementValues {
  readonly all: unknown[] = [];

  add(value: unknown): string {
    this.all.push(value);
    return `$${this.all.length}`;
  }
}

/** Puts rows in the order of the ids asked for, null where there is none: what a DataLoader wants. */
export function inOrderOf<Row extends { readonly id: string }>(ids: readonly string[], rows: readonly Row[]) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => byId.get(id) ?? null);
}

/** Groups rows by a key, in the order of the keys asked for; an empty list where there is none. */
export function groupedBy<Row>(keys: readonly string[], rows: readonly Row[], keyOf: (row: Row) => string): Row[][] {
  const groups = new Map<string, Row[]>(keys.map((key) => [key, []]));
  for (const row of rows) groups.get(keyOf(row))?.push(row);
  return keys.map((key) => groups.get(key) ?? []);
}
