import { DomainError } from '@voxboard/domain';
import type { RequestHandler, Response } from 'express';
import { TooManyRequestsError } from '../access/access.errors.js';

const STATUSES: Readonly<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  TOO_MANY_REQUESTS: 429,
  NOT_FOUND: 404,
  BLOB_NOT_FOUND: 404,
  NOT_READY: 409,
  INVALID_INPUT: 400,
  BUSY: 503,
  TOO_LARGE: 413,
  ILLEGAL_RUN_TRANSITION: 409,
  CLOSED: 503,
};

/** A handler whose domain errors become answers that say what is the matter: `{ error, code }`. */
export function answering<Parameters>(
  handle: (...args: globalThis.Parameters<RequestHandler<Parameters>>) => Promise<void>,
): RequestHandler<Parameters> {
  return async (request, response, next) => {
    try {
      await handle(request, response, next);
    } catch (error) {
      if (!(error instanceof DomainError) || response.headersSent) throw error;
      sendProblem(response, error);
    }
  };
}

function sendProblem(response: Response, error: DomainError): void {
  const { code, message } = error;
  if (error instanceof TooManyRequestsError) response.set('Retry-After', String(error.retryAfterSec));
  response.status(STATUSES[code] ?? 422).json({ error: message, code });
}
