import type { IncomingMessage } from 'node:http';
import { parseCookie } from './cookies.js';
import { TOKEN_PREFIX } from './secret.js';

/** What a request brings to show who sends it. */
export type Credential = { readonly kind: 'TOKEN' | 'SESSION'; readonly secret: string };

const MAX_SECRET_LENGTH = 200;

/**
 * A token (`Authorization: Bearer vxb_…`, or as the password of HTTP Basic, which is how MLflow's client sends it)
 * before the session of a cookie. Credentials of other kinds are nobody's: proxies in front may need them.
 */
export function credentialOf(request: IncomingMessage, cookieName: string): Credential | null {
  const token = tokenOf(request.headers.authorization ?? '');
  if (token !== null) return { kind: 'TOKEN', secret: token };
  const session = parseCookie(request.headers.cookie, cookieName);
  return session === null || session.length > MAX_SECRET_LENGTH ? null : { kind: 'SESSION', secret: session };
}

function tokenOf(authorization: string): string | null {
  const [, scheme = '', value = ''] = /^(\w+) +(\S+)$/.exec(authorization) ?? [];
  const secret = scheme.toLowerCase() === 'basic' ? passwordOf(value) : value;
  const isToken = ['basic', 'bearer'].includes(scheme.toLowerCase()) && secret.startsWith(TOKEN_PREFIX);
  return isToken && secret.length <= MAX_SECRET_LENGTH ? secret : null;
}

function passwordOf(encoded: string): string {
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  return text.slice(text.indexOf(':') + 1);
}
