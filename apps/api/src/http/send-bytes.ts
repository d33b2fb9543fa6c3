import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { sendBlob } from './send-blob.js';

/** Sends bytes that are at hand as if they were a stored file: with ranges, and their hash as tag. */
export function sendBytes(
  bytes: Uint8Array,
  file: { readonly mediaType: string; readonly fileName: string },
  request: Request,
  response: Response,
): Promise<void> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const store = {
    size: async () => bytes.length,
    getRange: async (_sha256: string, start: number, endExclusive: number) => bytes.subarray(start, endExclusive),
  };
  return sendBlob(store, { sha256, ...file }, request, response);
}
