import { posix } from 'node:path';
import type { RunRow } from '@voxboard/db';
import { type BlobStore, InvalidInputError, NotFoundError } from '@voxboard/domain';
import { type Request, Router } from 'express';
import { ForbiddenError, UnauthenticatedError } from '../access/access.errors.js';
import type { Gatekeeper } from '../access/gatekeeper.js';
import type { ArtifactService } from '../modules/artifact/artifact.service.js';
import { requireUuid } from '../modules/shared/parse-input.js';
import { required } from '../modules/shared/required.js';
import type { Readers } from '../readers.js';
import { sendBlob } from './send-blob.js';
import { answering } from './send-problem.js';

type Params = { id: string; path?: string | string[] };

/**
 * Files of a script's run: `PUT /runs/:id/artifacts/PATH` stores the body, `GET` sends it, `DELETE` removes it (or a whole
 * folder), and `GET /runs/:id/artifacts?path=FOLDER` lists a folder.
 */
export function runArtifactRoutes(
  artifacts: ArtifactService,
  readers: Readers,
  blobs: BlobStore,
  gatekeeper: Gatekeeper,
): Router {
  const router = Router();
  const runOf = (request: Request<Params>, use: 'READ' | 'WRITE') => admittedRun(request, use, readers, gatekeeper);

  router.get(
    '/runs/:id/artifacts',
    answering<Params>(async (request, response) => {
      const run = await runOf(request, 'READ');
      const { path } = request.query;
      response.json({ entries: await artifacts.list(run.id, typeof path === 'string' ? path : '') });
    }),
  );
  router.get(
    '/runs/:id/artifacts/*path',
    answering<Params>(async (request, response) => {
      const run = await runOf(request, 'READ');
      const path = pathOf(request);
      const { sha256, mediaType } = required(await artifacts.find(run.id, path), 'Artifact', path);
      await sendBlob(blobs, { sha256, mediaType, fileName: posix.basename(path) }, request, response);
    }),
  );
  router.put(
    '/runs/:id/artifacts/*path',
    answering<Params>(async (request, response) => {
      const run = await runOf(request, 'WRITE');
      const stated = Number(request.headers['content-length'] ?? Number.NaN);
      const { id, path, sha256, sizeBytes, mediaType } = await artifacts.store(run.id, {
        path: pathOf(request),
        mediaType: request.headers['content-type'],
        statedBytes: Number.isNaN(stated) ? null : stated,
        chunks: request,
      });
      const url = `/artifacts/${id}/${path.split('/').map(encodeURIComponent).join('/')}`;
      response.json({ id, path, sha256, sizeBytes, mediaType, url });
    }),
  );
  router.delete(
    '/runs/:id/artifacts/*path',
    answering<Params>(async (request, response) => {
      const run = await runOf(request, 'WRITE');
      response.json({ removed: await artifacts.remove(run.id, pathOf(request)) });
    }),
  );
  return router;
}

/** @throws UnauthenticatedError, ForbiddenError, NotFoundError, InvalidInputError */
async function admittedRun(
  request: Request<Params>,
  use: 'READ' | 'WRITE',
  readers: Readers,
  gatekeeper: Gatekeeper,
): Promise<RunRow> {
  const { viewer } = gatekeeper.of(request);
  if (!viewer.isSignedIn) throw new UnauthenticatedError();
  const runId = requireUuid('Run', request.params.id);
  const [row] = await readers.run.byIds([runId]);
  const run = required(row && viewer.sees(row.projectId) ? row : null, 'Run', runId);
  if (use === 'READ') {
    if (viewer.isLogOnly) throw new ForbiddenError('This token may log and not read. Make one with the scope READ.');
    return run;
  }
  if (!viewer.may('EDITOR', run.projectId)) throw new ForbiddenError('This needs the role EDITOR in the project.');
  if (run.source === 'LAUNCHED') {
    throw new InvalidInputError(`Run ${runId} is trained by Voxboard's own workers; only they add files to it.`);
  }
  if (run.deletedAt) throw new NotFoundError('Run', runId);
  return run;
}

/** express hands a wildcard over in decoded pieces. */
function pathOf({ params: { path } }: Request<Params>): string {
  return Array.isArray(path) ? path.join('/') : (path ?? '');
}
