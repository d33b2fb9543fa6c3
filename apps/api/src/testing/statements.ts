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

/**
 * The same of the quietest of three times, for reads of which one of several may be disturbed: what was done before may
 * still be asking for other things in the background.
 */
export async function fewestStatementsOf(work: () => Promise<unknown>): Promise<string[]> {
  let fewest = await statementsOf(work);
  for (let i = 0; i < 2; i++) {
    const again = await statementsOf(work);
    if (again.length < fewest.length) fewest = again;
  }
  return fewest;
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  return typeof statement === 'object' && statement !== null && 'text' in statement ? String(statement.text) : '';
}
