import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { DomainError } from '@voxboard/domain';
import { execute, GraphQLError, type GraphQLFormattedError, subscribe } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { UnauthenticatedError } from '../access/access.errors.js';
import type { AuthOptions } from '../access/auth-options.js';
import type { Gatekeeper, RequestAccess } from '../access/gatekeeper.js';
import type { OpenConnections } from '../access/open-connections.js';
import type { ApiContext } from '../context.js';
import { formatError } from './format-error.js';
import { hostRefusal } from './host-guard.js';
import { type LiveParts, prepareOperation } from './live-operation.js';
import { dropSlowSockets, slowAfter } from './slow-sockets.js';

/** Operations one connection may have open at a time. */
const MAX_OPERATIONS = 100;
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
/** Pings to see whether a client still lives; one that does not answer until the next is dropped. */
const HEARTBEAT_MS = 12_000;
/** Of the range that applications may use; clients take it for a reason to connect again. */
const RIGHTS_CHANGED_CODE = 4205;

export interface GraphqlSocketParts extends LiveParts {
  readonly connections: OpenConnections;
  readonly auth: AuthOptions;
  readonly httpServer: Server;
  readonly log: Logger;
  readonly gatekeeper: Gatekeeper;
  /** Longest that an event may wait until the client takes it. */
  readonly slowConsumerMs: number;
  readonly newContext: (access: RequestAccess) => ApiContext;
  readonly newErrorId: () => string;
}

/** GraphQL over WebSocket (graphql-transport-ws) on `/graphql` of the same server, under the same limits as HTTP. */
export function serveGraphqlSocket(parts: GraphqlSocketParts): { dispose(): void | Promise<void> } {
  const { httpServer, log, gatekeeper, newContext, newErrorId } = parts;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const shown = (error: GraphQLError): GraphQLFormattedError => formatError(error.toJSON(), error, log, newErrorId);
  const handle = useServer(
    {
      onConnect: ({ extra, connectionParams }) => admitted(parts, extra, connectionParams?.authorization),
      onSubscribe: async (connection, _id, payload) => {
        if (Object.keys(connection.subscriptions).length > MAX_OPERATIONS) {
          return [refused(`A connection may have ${MAX_OPERATIONS} operations open. Complete one first.`)];
        }
        const { request, socket } = connection.extra;
        const access = await gatekeeper.admit(request).catch((error: unknown) => closeAsRefused(socket, error));
        return access === null
          ? [refused('The connection was closed.')]
          : prepareOperation(parts, payload, access, newContext);
      },
      execute,
      subscribe,
      onError: (_connection, _id, _payload, errors) => errors.map(shown),
      onNext: (_connection, _id, _payload, _args, result) =>
        result.errors
          ? {
              errors: result.errors.map(shown),
              ...(result.data !== undefined && { data: result.data }),
              ...(result.extensions && { extensions: result.extensions }),
            }
          : undefined,
    },
    sockets,
    HEARTBEAT_MS,
  );
  const stopWatch = dropSlowSockets(sockets, {
    ...slowAfter(parts.slowConsumerMs),
    onDrop: () => log.warn('a socket was dropped, because its client did not take an event in time'),
  });
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal =
      pathOf(request) === '/graphql' ? hostRefusal(request, parts.auth) : 'there is no WebSocket at this path';
    if (refusal !== null) {
      socket.end(`HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n${refusal}\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  };
  httpServer.on('upgrade', upgrade);
  return {
    dispose: () => {
      stopWatch();
      return handle.dispose();
    },
  };
}

/**
 * Who connects is known by cookie, by `Authorization`, or by `authorization` among the connection's parameters, because
 * browsers cannot send headers here. The connection ends with what let it in.
 */
async function admitted(
  { gatekeeper, connections }: GraphqlSocketParts,
  { request, socket }: { readonly request: IncomingMessage; readonly socket: WebSocket },
  authorization: unknown,
): Promise<boolean> {
  if (typeof authorization === 'string') request.headers.authorization ??= authorization;
  try {
    const { viewer } = await gatekeeper.admit(request);
    if (!viewer.isSignedIn) throw new UnauthenticatedError();
    const unwatch = connections.add(request, viewer, (reason, mayReturn) => {
      socket.close(mayReturn ? RIGHTS_CHANGED_CODE : CloseCode.Unauthorized, reason.slice(0, 120));
    });
    socket.once('close', unwatch);
    return true;
  } catch (error) {
    closeAsRefused(socket, error);
    return false;
  }
}

/** Says why whoever is behind the connection may not come in, or not any more. */
function closeAsRefused(socket: WebSocket, error: unknown): null {
  if (!(error instanceof DomainError)) throw error;
  socket.close(CloseCode.Unauthorized, error.message.slice(0, 120));
  return null;
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}
