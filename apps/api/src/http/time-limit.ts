import type { ServerResponse } from 'node:http';
import type { Request, RequestHandler } from 'express';
import { sendJson } from './send-json.js';

/** Where files come in, which take as long as the line needs. */
const UPLOADS = /^\/(uploads|predict|runs\/[^/]+\/artifacts)(\/|$)|\/mlflow-artifacts\//;

/**
 * For files and pages, which may be large: ends a request in which nothing has moved for so long, no byte of the answer
 * and, where a file comes in, none of that either. It may take twice the time to be noticed.
 * @param isExempt requests with a limit of their own
 */
export function idleLimit(timeoutMs: number, isExempt: (request: Request) => boolean): RequestHandler {
  return (request, response, next) => {
    if (isExempt(request)) return next();
    const { socket } = request;
    const isUpload = UPLOADS.test(request.path);
    const moved = () => socket.bytesWritten + (isUpload ? socket.bytesRead : 0);
    let before = moved();
    const timer = setInterval(() => {
      const now = moved();
      const isMoving = now !== before;
      before = now;
      if (isMoving) return;
      clearInterval(timer);
      if (response.headersSent) {
        socket.destroy();
        return;
      }
      const isComplete = request.complete;
      const seconds = timeoutMs / 1000;
      const error = isComplete
        ? `Nothing was ready within ${seconds} s. What was begun may go on: ask again in a moment, or for less.`
        : `Nothing came for ${seconds} s. Send it again; an upload goes on where it was.`;
      response.once('finish', () => socket.destroySoon());
      response
        .status(isComplete ? 503 : 408)
        .set('Connection', 'close')
        .json({ error, code: 'REQUEST_TIMEOUT' });
    }, timeoutMs);
    response.once('close', () => clearInterval(timer));
    next();
  };
}

/**
 * Answers for a request that runs too long, so that nobody waits for ever. What it began in the database is ended there
 * by `statement_timeout`, which is as long.
 */
export function limitTime(response: ServerResponse, timeoutMs: number): void {
  const timer = setTimeout(() => {
    if (response.headersSent) return;
    const seconds = timeoutMs / 1000;
    const message = `The request ran longer than ${seconds} s and was ended. Ask for less at once: smaller pages, fewer fields.`;
    sendJson(response, 503, { errors: [{ message, extensions: { code: 'REQUEST_TIMEOUT', seconds } }] });
  }, timeoutMs);
  response.once('close', () => clearTimeout(timer));
}
