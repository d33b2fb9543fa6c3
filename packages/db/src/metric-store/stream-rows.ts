import pg from 'pg';
import { withClient } from './pool-transaction.js';

/**
 * Hands over the rows of one statement, which is one snapshot, as they arrive: an answer of many megabytes is never in
 * memory as a whole.
 */
export function streamRows<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  statement: pg.QueryConfig,
  onRow: (row: Row) => void,
): Promise<void> {
  return withClient(
    pool,
    (client) =>
      new Promise<void>((resolve, reject) => {
        let failure: { readonly cause: unknown } | null = null;
        const query = new pg.Query<Row>(statement);
        query.on('row', (row) => {
          if (failure) return;
          // Thrown into the connection's own event, it would end the process.
          try {
            onRow(row);
          } catch (cause) {
            failure = { cause };
          }
        });
        query.on('error', reject);
        query.on('end', () => (failure ? reject(failure.cause) : resolve()));
        client.query(query);
      }),
  );
}
