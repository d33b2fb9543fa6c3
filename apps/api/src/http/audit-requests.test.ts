import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Viewer } from '../access/viewer.js';
import { auditRequests, type RequestAuditParts } from './audit-requests.js';

const RUN = '0192f0a0000070008000000000000001';

describe('the note of a request', () => {
  let server: Server | null = null;
  afterEach(() => server?.close());

  const start = async (ownersOf: () => Promise<(null | { projectId: string })[]>) => {
    const parts = {
      gatekeeper: { of: () => ({ viewer: new Viewer({ kind: 'LOCAL', name: 'local' }), visibility: { ownersOf } }) },
      audit: { record: vi.fn(async () => undefined), missed: vi.fn() },
      loggingAudit: { noteOnce: vi.fn(async () => undefined) },
    };
    const app = express().use(express.json(), auditRequests(parts as unknown as RequestAuditParts));
    app.use((_request, response) => void response.json({}));
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const post = (path: string, body: object) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    return { parts, post };
  };

  it('is looked up once for the thousand calls of a training', async () => {
    const ownersOf = vi.fn(async () => [{ projectId: 'p' }]);
    const { parts, post } = await start(ownersOf);
    for (let step = 0; step < 5; step++) await post('/mlflow/api/2.0/mlflow/runs/log-batch', { run_id: RUN, step });
    await post('/mlflow/api/2.0/mlflow/runs/update', { run_id: RUN });
    await vi.waitFor(() => expect(parts.audit.record).toHaveBeenCalledTimes(1));
    expect(parts.loggingAudit.noteOnce).toHaveBeenCalledTimes(1);
    expect(ownersOf).toHaveBeenCalledTimes(2);
  });

  it('that the database does not take is said in the log, tried again with the next call, and ends nothing', async () => {
    const ownersOf = vi.fn(async () => [{ projectId: 'p' }]);
    ownersOf.mockRejectedValueOnce(new Error('the database is away'));
    const { parts, post } = await start(ownersOf);
    await post('/mlflow/api/2.0/mlflow/runs/log-batch', { run_id: RUN });
    await vi.waitFor(() => expect(parts.audit.missed).toHaveBeenCalledTimes(1));
    await post('/mlflow/api/2.0/mlflow/runs/log-batch', { run_id: RUN });
    await vi.waitFor(() => expect(parts.loggingAudit.noteOnce).toHaveBeenCalledTimes(1));
  });
});
