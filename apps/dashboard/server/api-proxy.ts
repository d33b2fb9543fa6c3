import { type IncomingMessage, ServerResponse } from 'node:http';
import { Duplex } from 'node:stream';
import { createProxyServer } from 'httpxy';

const PROXIED = [
  '/graphql',
  '/audio',
  '/artifacts',
  '/clips',
  '/feature-sets',
  '/boards',
  '/badges',
  '/shared',
  '/uploads',
  '/mlflow',
  '/models',
  '/predict',
  '/auth',
] as const;

export interface ApiProxy {
  /** True where the request belongs to the API and not to the pages. */
  isFor(request: IncomingMessage): boolean;
  forward(request: IncomingMessage, response: ServerResponse): void;
  forwardUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/** Passes the API's paths on, WebSocket upgrades included, so that the browser sees one origin. */
export function createApiProxy(apiUrl: string): ApiProxy {
  const proxy = createProxyServer({ target: apiUrl, changeOrigin: true, ws: true, xfwd: true });
  proxy.on('error', (_error, request, target) => {
    if (target instanceof ServerResponse) answerUnreachable(apiUrl, request?.url, target);
    else if (target instanceof Duplex) refuseUpgrade(target);
  });
  return {
    isFor: ({ url }) => {
      const path = url?.split('?', 1)[0] ?? '';
      return PROXIED.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
    },
    // Failures are answered by the listener above; the promises only repeat them.
    forward: (request, response) => {
      proxy.web(request, response).catch(() => undefined);
    },
    forwardUpgrade: (request, socket, head) => {
      // A browser that goes away resets its socket: nothing to do about it, and no reason to end the process.
      socket.on('error', () => socket.destroy());
      proxy.ws(request, socket as Parameters<typeof proxy.ws>[1], {}, head).catch(() => undefined);
    },
    close: () => proxy.close(),
  };
}

function answerUnreachable(apiUrl: string, path: string | undefined, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const message = `The Voxboard API at ${apiUrl} does not answer. Start it with "npm start", or set VOXBOARD_API_URL.`;
  const isGraphQL = path?.startsWith('/graphql') ?? false;
  response.writeHead(502, {
    'content-type': isGraphQL ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(
    isGraphQL ? JSON.stringify({ errors: [{ message, extensions: { code: 'API_UNREACHABLE' } }] }) : `${message}\n`,
  );
}

function refuseUpgrade(socket: Duplex): void {
  if (socket.writable) socket.end('HTTP/1.1 502 Bad Gateway\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  else socket.destroy();
}
