import type { BlobStore } from '@voxboard/domain';
import { Router } from 'express';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { modelBundle } from '../modules/model/model-bundle.js';
import { requireUuid } from '../modules/shared/parse-input.js';
import { required } from '../modules/shared/required.js';
import type { Readers } from '../readers.js';
import { sendBlob } from './send-blob.js';
import { sendPieces } from './send-pieces.js';
import { answering } from './send-problem.js';

/** Files of a model version, below `/models/:id/`: one by one, or as a zip that needs nothing else. */
export function modelRoutes(readers: Readers, blobs: BlobStore, gatekeeper: Gatekeeper): Router {
  const router = Router();

  router.get(
    '/models/:id/bundle.zip',
    answering<{ id: string }>(async (request, response) => {
      const id = requireUuid('Model version', request.params.id);
      await gatekeeper.of(request).visibility.requireId('Model version', id);
      const { fileName, pieces } = await modelBundle(readers, blobs, id);
      await sendPieces(pieces, { mediaType: 'application/zip', fileName }, request, response);
    }),
  );

  router.get(
    '/models/:id/:file',
    answering<{ id: string; file: string }>(async (request, response) => {
      const { id, file } = request.params;
      const versionId = requireUuid('Model version', id);
      await gatekeeper.of(request).visibility.requireId('Model version', versionId);
      const [files = []] = await readers.modelVersion.filesOf([versionId]);
      const { sha256, mediaType } = required(
        files.find(({ path }) => path === file),
        'File',
        file,
      );
      await sendBlob(blobs, { sha256, mediaType, fileName: file }, request, response);
    }),
  );

  return router;
}
