import type { IncomingMessage } from 'node:http';
import { isLoopbackHost } from '../http/loopback-guard.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request can do more than read: it needs to come from a page of our own when a cookie speaks for it. */
export function needsOwnOrigin(request: IncomingMessage): boolean {
  return request.headers.upgrade !== undefined || !READING.has(request.method ?? 'GET');
}

/**
 * Whether a browser sent the request from a page of our own. Browsers name the page's origin in everything that needs
 * it; a request without one is no browser's, and has no business with a cookie.
 */
export function isOwnOrigin(request: IncomingMessage, publicUrl: string | null): boolean {
  const { origin } = request.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  if (publicUrl !== null && new URL(publicUrl).origin === new URL(origin).origin) return true;
  return publicUrl === null && isLoopbackHost(new URL(origin).hostname);
}
