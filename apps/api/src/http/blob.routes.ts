import type { IncomingMessage } from 'node:http';
import { posix } from 'node:path';
import type { BlobStore } from '@voxboard/domain';
import { Router } from 'express';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { asUuid } from '../modules/shared/parse-input.js';
import type { Readers } from '../readers.js';
import { sendBlob } from './send-blob.js';

const AUDIO_TYPES: Readonly<Record<string, string>> = {
  '.wav': 'audio/wav',
  '.flac': 'audio/flac',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.oga': 'audio/ogg',
  '.opus': 'audio/ogg',
  '.m4a': 'audio/mp4',
  '.mp4': 'audio/mp4',
  '.aac': 'audio/aac',
  '.webm': 'audio/webm',
};

/**
 * `/audio/:clipId` and `/artifacts/:artifactId/path`. The path may name another artifact of the same run, so that a
 * model's JSON finds its weights beside it.
 */
export function blobRoutes(readers: Readers, blobs: BlobStore, gatekeeper: Gatekeeper): Router {
  const router = Router();
  const visibleId = async (request: IncomingMessage, text: string): Promise<string | null> => {
    const id = asUuid(text);
    return id !== null && (await gatekeeper.of(request).visibility.seesId(id)) ? id : null;
  };

  router.get('/audio/:clipId', async (request, response) => {
    const id = await visibleId(request, request.params.clipId);
    const [clip] = id === null ? [null] : await readers.clip.byIds([id]);
    if (!clip) {
      response.status(404).json({ error: 'No clip has this id.' });
      return;
    }
    const mediaType = AUDIO_TYPES[posix.extname(clip.path).toLowerCase()] ?? 'application/octet-stream';
    await sendBlob(blobs, { sha256: clip.sha256, mediaType, fileName: posix.basename(clip.path) }, request, response);
  });

  router.get('/artifacts/:artifactId{/*path}', async (request, response) => {
    const id = await visibleId(request, request.params.artifactId);
    const [named] = id === null ? [null] : await readers.artifact.byIds([id]);
    const { path } = request.params;
    const wanted = path === undefined ? named?.path : Array.isArray(path) ? path.join('/') : path;
    const [ofRun = []] = named && wanted !== named.path ? await readers.artifact.ofRuns([named.runId]) : [];
    const artifact = named?.path === wanted ? named : ofRun.find((other) => other.path === wanted);
    if (!artifact) {
      response.status(404).json({ error: 'No artifact has this id and path.' });
      return;
    }
    const { sha256, mediaType } = artifact;
    await sendBlob(blobs, { sha256, mediaType, fileName: posix.basename(artifact.path) }, request, response);
  });

  return router;
}
