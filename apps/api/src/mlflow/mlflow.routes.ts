import { posix } from 'node:path';
import type { BlobStore } from '@voxboard/domain';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { sendBlob } from '../http/send-blob.js';
import { MlflowError, problemOf } from './mlflow.errors.js';
import { MlflowAccess } from './mlflow-access.js';
import type { MlflowDoor } from './mlflow-door.js';

/** MLflow's own limit is one megabyte; dataset profiles may be larger. */
const MAX_BODY = '20mb';
/** The version of MLflow whose client the tests run. */
const MLFLOW_VERSION = '3.17.2';

export interface MlflowRouteParts {
  readonly door: MlflowDoor;
  readonly blobs: BlobStore;
  readonly gatekeeper: Gatekeeper;
  readonly log: Logger;
  readonly newErrorId: () => string;
}

/** What a call gets: the request's body, or its query where it has none. */
type Handle = (input: unknown, access: MlflowAccess, request: Request) => Promise<object>;

/** MLflow's REST API below `/mlflow`, as its client calls it. */
export function mlflowRoutes(parts: MlflowRouteParts): Router {
  const router = Router({ caseSensitive: true });
  router.get('/health', (_request, response) => void response.type('text/plain').send('OK'));
  router.get('/version', (_request, response) => void response.type('text/plain').send(MLFLOW_VERSION));
  for (const prefix of ['/api/2.0', '/ajax-api/2.0']) {
    router.use(`${prefix}/mlflow-artifacts`, artifactRoutes(parts));
    router.use(`${prefix}/mlflow`, trackingRoutes(parts));
  }
  router.get('/api/3.0/mlflow/server-info', (_request, response) => {
    response.json({ store_type: 'SqlStore', workspaces_enabled: false, trace_archival_enabled: false });
  });
  router.use((request) => {
    throw new MlflowError(
      'ENDPOINT_NOT_FOUND',
      `Voxboard does not serve ${request.method} ${request.path.slice(0, 200)}. It serves experiments, runs, metrics, params, tags, artifacts and logged models.`,
    );
  });
  router.use(inMlflowsWords(parts));
  return router;
}

function trackingRoutes({ door, gatekeeper }: MlflowRouteParts): Router {
  const router = Router({ caseSensitive: true });
  router.use(express.json({ limit: MAX_BODY }));
  const on: On = (method, path, handle) => {
    router[method](path, async (request, response) => {
      const access = accessOf(gatekeeper, request);
      response.json(await handle(method === 'get' ? request.query : request.body, access, request));
    });
  };
  experimentCalls(on, door);
  runCalls(on, door);
  modelCalls(on, door);
  return router;
}

type On = (method: 'get' | 'post' | 'patch' | 'delete', path: string, handle: Handle) => void;

function experimentCalls(on: On, { experiments }: MlflowDoor): void {
  on('post', '/experiments/create', (body, access) => experiments.create(body, access));
  on('get', '/experiments/get', (query, access) => experiments.get(query, access));
  on('get', '/experiments/get-by-name', (query, access) => experiments.getByName(query, access));
  on('post', '/experiments/search', (body, access) => experiments.search(body, access));
  on('post', '/experiments/update', (body, access) => experiments.rename(body, access));
  on('post', '/experiments/delete', (body, access) => experiments.delete(body, access));
  on('post', '/experiments/restore', (body, access) => experiments.restore(body, access));
  on('post', '/experiments/set-experiment-tag', (body, access) => experiments.setTag(body, access));
  on('post', '/experiments/delete-experiment-tag', (body, access) => experiments.deleteTag(body, access));
}

function runCalls(on: On, { runs, metrics, artifacts }: MlflowDoor): void {
  on('post', '/runs/create', (body, access) => runs.create(body, access));
  on('get', '/runs/get', (query, access) => runs.get(query, access));
  on('post', '/runs/update', (body, access) => runs.update(body, access));
  on('post', '/runs/delete', (body, access) => runs.delete(body, access));
  on('post', '/runs/restore', (body, access) => runs.restore(body, access));
  on('post', '/runs/search', (body, access) => runs.search(body, access));
  on('post', '/runs/set-tag', (body, access) => runs.setTag(body, access));
  on('post', '/runs/delete-tag', (body, access) => runs.deleteTag(body, access));
  on('post', '/runs/log-parameter', (body, access) => runs.logParam(body, access));
  on('post', '/runs/log-inputs', (body, access) => runs.logInputs(body, access));
  on('post', '/runs/outputs', (body, access) => runs.logOutputs(body, access));
  // MLflow before 2.x kept the model's description here; newer clients log models of their own.
  on('post', '/runs/log-model', async (body, access) => {
    await runs.requireLogging(body, access);
    return {};
  });

  on('post', '/runs/log-metric', (body, access) => metrics.logMetric(body, access));
  on('post', '/runs/log-batch', (body, access) => metrics.logBatch(body, access));
  on('get', '/metrics/get-history', (query, access) => metrics.history(query, access));
  on('get', '/metrics/get-history-bulk', (query, access) => metrics.bulk(query, access));
  on('get', '/metrics/get-history-bulk-interval', (query, access) => metrics.bulk(query, access));

  on('get', '/artifacts/list', (query, access) =>
    artifacts.listOfRun(textIn(query, 'run_id'), textIn(query, 'path'), access),
  );
}

function modelCalls(on: On, { models }: MlflowDoor): void {
  const modelId = (request: Request) => String(request.params.modelId);
  on('post', '/logged-models', (body, access) => models.create(body, access));
  on('post', '/logged-models/search', (body, access) => models.search(body, access));
  on('get', '/logged-models/:modelId', (_query, access, request) => models.get(modelId(request), access));
  on('patch', '/logged-models/:modelId', (body, access, request) => models.finalize(modelId(request), body, access));
  on('delete', '/logged-models/:modelId', (_body, access, request) => models.delete(modelId(request), access));
  on('patch', '/logged-models/:modelId/tags', (body, access, request) =>
    models.setTags(modelId(request), body, access),
  );
  on('delete', '/logged-models/:modelId/tags/:key', (_body, access, request) =>
    models.deleteTag(modelId(request), String(request.params.key), access),
  );
  on('post', '/logged-models/:modelId/params', (body, access, request) =>
    models.addParams(modelId(request), body, access),
  );
}

/** Files go through this server, piece by piece; there are no addresses of a store to send them to. */
function artifactRoutes({ door: { artifacts }, blobs, gatekeeper }: MlflowRouteParts): Router {
  const router = Router({ caseSensitive: true });
  router.get('/artifacts', async (request, response) => {
    response.json(await artifacts.list(textIn(request.query, 'path'), accessOf(gatekeeper, request)));
  });
  router.get('/artifacts/*path', async (request, response) => {
    const { sha256, mediaType, path } = await artifacts.find(pathOf(request), accessOf(gatekeeper, request));
    await sendBlob(blobs, { sha256, mediaType, fileName: posix.basename(path) }, request, response);
  });
  router.put('/artifacts/*path', async (request, response) => {
    const length = Number(request.headers['content-length'] ?? Number.NaN);
    const file = {
      mediaType: request.headers['content-type'],
      statedBytes: Number.isNaN(length) ? null : length,
      chunks: request,
    };
    await artifacts.upload(pathOf(request), file, accessOf(gatekeeper, request));
    response.json({});
  });
  router.delete('/artifacts/*path', async (request, response) => {
    await artifacts.remove(pathOf(request), accessOf(gatekeeper, request));
    response.json({});
  });
  const sendThroughHere: RequestHandler = () => {
    throw new MlflowError(
      'NOT_IMPLEMENTED',
      'Voxboard takes and gives artifacts whole: PUT and GET …/mlflow-artifacts/artifacts/<path>.',
    );
  };
  router.use(['/mpu', '/presigned'], sendThroughHere);
  return router;
}

function accessOf(gatekeeper: Gatekeeper, request: Request): MlflowAccess {
  const access = new MlflowAccess(gatekeeper.of(request).viewer);
  access.requireSignIn();
  return access;
}

/** express hands a wildcard over in decoded pieces. */
function pathOf(request: Request): string {
  const { path } = request.params;
  return Array.isArray(path) ? path.join('/') : String(path);
}

function textIn(query: unknown, name: string): string {
  return z.object({ [name]: z.string() }).safeParse(query).data?.[name] ?? '';
}

/** Errors about the request, as express and its body parser raise them. */
const RequestErrorSchema = z.object({ status: z.number().int().min(400).max(499), message: z.string() });

/** Every error as MLflow's server puts it: `{error_code, message}`. */
function inMlflowsWords({ log, newErrorId }: MlflowRouteParts): ErrorRequestHandler {
  return (error, request, response: Response, _next) => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = problemOf(error);
    if (problem) {
      response.status(problem.status).json(problem.body);
      return;
    }
    const ofRequest = RequestErrorSchema.safeParse(error);
    if (ofRequest.success) {
      response.status(ofRequest.data.status).json({ error_code: 'BAD_REQUEST', message: ofRequest.data.message });
      return;
    }
    const errorId = newErrorId();
    log.error({ err: error, errorId, path: request.path }, 'a request failed');
    const message = `Something went wrong on the server (error ${errorId}). Look for that id in the server's log.`;
    response.status(500).json({ error_code: 'INTERNAL_ERROR', message });
  };
}
