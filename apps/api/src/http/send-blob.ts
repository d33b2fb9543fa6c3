import { once } from 'node:events';
import type { BlobStore } from '@voxboard/domain';
import type { Request, Response } from 'express';
import { parseByteRange } from './byte-range.js';

export interface BlobFile {
  readonly sha256: string;
  readonly mediaType: string;
  /** Name to save under. */
  readonly fileName: string;
}

/** Types a browser may show in place; all else is saved, so that a stored page can never run as this site's. */
const SHOWN_INLINE = /^(audio\/[\w.+-]+|image\/(png|jpeg|gif|webp)|application\/json|text\/plain)$/;
const CHUNK_BYTES = 1 << 20;

/** Sends a blob, whole or the range asked for. Content-addressed, so a client may keep it for ever. */
export async function sendBlob(
  store: Pick<BlobStore, 'size' | 'getRange'>,
  file: BlobFile,
  request: Request,
  response: Response,
): Promise<void> {
  const size = await store.size(file.sha256);
  if (size === null) {
    response.status(404).json({ error: 'The stored file is missing.' });
    return;
  }
  const etag = `"${file.sha256}"`;
  response.set({
    'Content-Type': file.mediaType,
    'Content-Disposition': contentDisposition(file),
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cache-Control': 'private, max-age=31536000, immutable',
    'Accept-Ranges': 'bytes',
    ETag: etag,
  });
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  const ifRange = request.headers['if-range'];
  const isRangeWanted = request.method === 'GET' && (ifRange === undefined || ifRange === etag);
  const range = isRangeWanted ? parseByteRange(request.headers.range, size) : null;
  if (range === 'unsatisfiable') {
    response.status(416).set('Content-Range', `bytes */${size}`).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  if (range) response.status(206).set('Content-Range', `bytes ${start}-${end}/${size}`);
  response.set('Content-Length', String(end - start + 1));
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  await stream(store, file.sha256, start, end + 1, response);
}

async function stream(
  store: Pick<BlobStore, 'getRange'>,
  sha256: string,
  start: number,
  endExclusive: number,
  response: Response,
) {
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  for (let at = start; at < endExclusive && !response.destroyed; at += CHUNK_BYTES) {
    const chunk = await store.getRange(sha256, at, Math.min(at + CHUNK_BYTES, endExclusive));
    if (response.destroyed) return;
    if (!response.write(chunk)) {
      // A client that went away never drains.
      await once(response, 'drain', { signal: closed.signal }).catch(() => undefined);
    }
  }
  response.end();
}

/** RFC 6266: an ASCII name for old clients, the exact one beside it; nothing that could end the header. */
function contentDisposition({ mediaType, fileName }: BlobFile): string {
  const how = SHOWN_INLINE.test(mediaType) ? 'inline' : 'attachment';
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_').slice(0, 200);
  const exact = encodeURIComponent(fileName.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${how}; filename="${ascii}"; filename*=UTF-8''${exact}`;
}
