import type { SqlExecutor } from '../database.js';

/** Columns that hold a hash of bytes that need not be kept: what is known about a recording, and the list to clear. */
const NO_REFERENCE: readonly string[] = ['clip_fingerprint.sha256', 'file_garbage.key'];

/**
 * Which of these blobs some row refers to. Every column called `sha256` or `…_sha256` counts, read from the catalogue:
 * a table that is added later is looked at without anybody thinking of it.
 */
export async function referencedBlobs(sql: SqlExecutor, sha256s: readonly string[]): Promise<Set<string>> {
  const { rows: columns } = await sql.query<{ table: string; column: string }>(
    `/* blobColumns */ SELECT c.table_name AS "table", c.column_name AS "column" FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
       AND (c.column_name = 'sha256' OR c.column_name LIKE '%\\_sha256') ORDER BY 1, 2`,
  );
  const parts = columns
    .filter(({ table, column }) => !NO_REFERENCE.includes(`${table}.${column}`))
    .map(({ table, column }) => `SELECT "${column}"::text AS sha256 FROM "${table}" WHERE "${column}" = ANY ($1)`);
  const { rows } = await sql.query<{ sha256: string }>(`/* referencedBlobs */ ${parts.join(' UNION ')}`, [sha256s]);
  return new Set(rows.map(({ sha256 }) => sha256.trim()));
}
