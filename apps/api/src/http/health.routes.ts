import { Router } from 'express';
import type { Logger } from 'pino';
import type { Readers } from '../readers.js';

/** `/healthz`: the process answers. `/readyz`: it can also do its work, which needs a migrated database. */
export function healthRoutes(readers: Readers, log: Logger): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    try {
      const pending = await readers.health.pendingMigrations();
      if (pending.length === 0) response.json({ status: 'ready' });
      else response.status(503).json({ status: 'not ready', reason: `migrations are pending: ${pending.join(', ')}` });
    } catch (error) {
      log.warn({ err: error }, 'the database is not reachable');
      response.status(503).json({ status: 'not ready', reason: 'the database is not reachable' });
    }
  });
  return router;
}
