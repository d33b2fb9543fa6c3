import pg from 'pg';
import { vi } from 'vitest';

/** The names (in their leading comments) of the statements sent to any database of this process while `work` runs. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const names: string[] = [];
  const query = vi.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    for (const [statement] of query.mock.calls) {
      const text = textOf(statement);
      names.push(/^\/\* (\w+) \*\//.exec(text)?.[1] ?? text.slice(0, 60));
    }
  } finally {
    query.mockRestore();
  }
  return names;
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  return typeof statement === 'object' && statement !== null && 'text' in statement ? String(statement.text) : '';
}
