import type { RequestHandler } from 'express';

/**
 * Answers for a request that runs too long, so that nobody waits for ever. What it began in the database is ended there
 * by `statement_timeout`, which is as long.
 */
export function timeLimit(timeoutMs: number): RequestHandler {
  return (_request, response, next) => {
    const timer = setTimeout(() => {
      if (response.headersSent) return;
      const seconds = timeoutMs / 1000;
      const message = `The request ran longer than ${seconds} s and was ended. Ask for less at once: smaller pages, fewer fields.`;
      response.status(503).json({ errors: [{ message, extensions: { code: 'REQUEST_TIMEOUT', seconds } }] });
    }, timeoutMs);
    response.once('close', () => clearTimeout(timer));
    next();
  };
}
