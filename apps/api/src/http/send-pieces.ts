import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import type { Request, Response } from 'express';

/**
 * Sends what an iterable yields, as fast as the client takes it, and lets other requests in between the pieces. When the
 * client goes away, the iterable is ended.
 */
export async function sendPieces(
  pieces: AsyncIterable<Uint8Array>,
  file: { readonly mediaType: string; readonly fileName: string },
  request: Request,
  response: Response,
): Promise<void> {
  response.set({
    'Content-Type': file.mediaType,
    'Content-Disposition': `attachment; filename="${file.fileName.replace(/[^\w.-]/g, '_')}"`,
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const closed = new AbortController();
  response.once('close', () => closed.abort());
  for await (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece)) await once(response, 'drain', { signal: closed.signal }).catch(() => undefined);
    await setImmediate();
  }
  response.end();
}
