import type { IncomingMessage } from 'node:http';
import type { AuthOptions } from '../access/auth-options.js';
import { refusalOf } from './loopback-guard.js';

/**
 * Why a request is refused for the name it came under; null when it is let in. A server under a public name needs no
 * such check: pages of other sites have neither its tokens nor, for its origin check, the use of its cookies.
 */
export function hostRefusal(request: IncomingMessage, { mode, publicUrl }: AuthOptions): string | null {
  return mode === 'off' || publicUrl === null ? refusalOf(request) : null;
}
