import type pg from 'pg';

/**
 * Lends a connection of its own. One that breaks meanwhile says so to whoever waits for an answer from it; its event of
 * the same error would end the process if nobody listened.
 */
export async function withClient<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on('error', onError);
  try {
    return await work(client);
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

/** One transaction on a connection of its own, without Prisma's round trips around it. */
export function inPoolTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      // When not even that succeeds the connection is broken, and ends its transaction by itself.
      await client.query('ROLLBACK').catch((cause: Error) => client.emit('error', cause));
      throw error;
    }
  });
}
