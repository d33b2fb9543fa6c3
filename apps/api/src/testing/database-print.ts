import type { SqlExecutor } from '@voxboard/db';

/** Tables that a refused request may write to: that it was made. */
const OF_REQUESTS: readonly string[] = ['audit_event'];

/** A hash of every table's rows: equal when nothing was changed. */
export async function databasePrint(sql: SqlExecutor): Promise<Record<string, string>> {
  const { rows: tables } = await sql.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = current_schema() AND table_type = 'BASE TABLE' ORDER BY 1`,
  );
  const print: Record<string, string> = {};
  for (const { name } of tables.filter((table) => !OF_REQUESTS.includes(table.name))) {
    const { rows } = await sql.query<{ print: string }>(
      `SELECT count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS print FROM "${name}" t`,
    );
    print[name] = rows[0]?.print ?? '';
  }
  return print;
}
