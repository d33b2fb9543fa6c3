import type { RootDatabase } from '@voxboard/db';
import type { MetricColumn } from '@voxboard/domain';

/** The plain way: a row a point, as arrays in one statement. */
export async function insertRows(
  db: RootDatabase,
  firstSeries: number,
  columns: readonly MetricColumn[],
): Promise<void> {
  await db.pool.query({
    name: 'bench_unnest',
    text: `INSERT INTO raw_point (series, step, value, ts) SELECT * FROM unnest($1::int[], $2::int[], $3::float8[], $4::int8[])
      ON CONFLICT (series, step) DO UPDATE SET value = excluded.value, ts = excluded.ts`,
    values: [
      columns.flatMap(({ steps }, k) => Array.from(steps, () => firstSeries + k)),
      columns.flatMap(({ steps }) => Array.from(steps)),
      columns.flatMap(({ values }) => Array.from(values)),
      columns.flatMap(({ timestampsMs }) => Array.from(timestampsMs)),
    ],
  });
}

/** A series number that no row has. */
export async function nextSeries(db: RootDatabase): Promise<number> {
  const { rows } = await db.pool.query<{ next: number }>('SELECT coalesce(max(series), 0) + 1 AS next FROM raw_point');
  return rows[0]?.next ?? 1;
}
