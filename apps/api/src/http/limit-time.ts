import type { ServerResponse } from 'node:http';
import { sendJson } from './send-json.js';

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
