import type { IncomingMessage } from 'node:http';

/** What scripts send nearly always; parsing addresses takes a while. */
const USUAL_HOST = /^(localhost|127\.0\.0\.1)(:\d{1,5})?$/;
const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

export function isLoopbackHost(host: string): boolean {
  return LOOPBACK_NAMES.has(host.toLowerCase()) || /^127(\.\d{1,3}){3}$/.test(host);
}

/**
 * Why a request to a server on the loopback is refused; null when it is let in. A web page that a person has open can
 * reach the loopback too: by a host name of its own that resolves there (DNS rebinding), which shows in Host, or across
 * origins, which shows in Origin.
 */
export function refusalOf(request: IncomingMessage): string | null {
  const { host: header = '', origin } = request.headers;
  if (origin === undefined && USUAL_HOST.test(header)) return null;
  const host = hostName(`http://${header}`);
  if (host === null || !isLoopbackHost(host)) return 'this server answers to loopback host names only';
  if (origin === undefined) return null;
  const from = hostName(origin);
  return from !== null && isLoopbackHost(from) ? null : 'requests from pages of other sites are refused';
}

function hostName(address: string): string | null {
  try {
    return new URL(address).hostname;
  } catch {
    return null;
  }
}
