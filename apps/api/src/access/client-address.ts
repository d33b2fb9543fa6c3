import type { IncomingMessage } from 'node:http';

/**
 * Where a request comes from. `X-Forwarded-For` is what each proxy appends to, so its last entries are the ones that
 * our own proxies wrote: as many as `trustedProxies` are believed, and nothing before them, which anybody can make up.
 */
export function clientAddress(request: IncomingMessage, trustedProxies: number): string {
  const peer = request.socket.remoteAddress ?? '';
  if (trustedProxies === 0) return peer;
  const header = request.headers['x-forwarded-for'];
  const forwarded = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((text) => text.trim());
  const chain = [...forwarded.filter((text) => text !== ''), peer];
  return (chain.at(-1 - trustedProxies) ?? chain[0] ?? peer).slice(0, 64);
}
