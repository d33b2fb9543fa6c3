import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type ExecutionArgs,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
  subscribe,
  validate,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import type { Gatekeeper, RequestAccess } from '../access/gatekeeper.js';
import type { ApiContext } from '../context.js';
import { brokenLimit, MAX_TOKENS } from '../limits/query-limits.js';
import { badLiterals, badVariables } from '../limits/variable-checks.js';
import { formatError } from './format-error.js';
import { refusalOf } from './loopback-guard.js';

/** Operations one connection may have open at a time. */
const MAX_OPERATIONS = 100;
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

export interface GraphqlSocketParts {
  readonly schema: GraphQLSchema;
  readonly httpServer: Server;
  readonly log: Logger;
  readonly gatekeeper: Gatekeeper;
  readonly newContext: (access: RequestAccess) => ApiContext;
  readonly newErrorId: () => string;
}

/** GraphQL over WebSocket (graphql-transport-ws) on `/graphql` of the same server, under the same limits as HTTP. */
export function serveGraphqlSocket(parts: GraphqlSocketParts): { dispose(): void | Promise<void> } {
  const { schema, httpServer, log, gatekeeper, newContext, newErrorId } = parts;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const shown = (error: GraphQLError): GraphQLFormattedError => formatError(error.toJSON(), error, log, newErrorId);
  const handle = useServer(
    {
      onSubscribe: async (connection, _id, payload) => {
        if (Object.keys(connection.subscriptions).length > MAX_OPERATIONS) {
          return [refused(`A connection may have ${MAX_OPERATIONS} operations open. Complete one first.`)];
        }
        const access = await gatekeeper.admit(connection.extra.request);
        return prepare(schema, payload, () => newContext(access));
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
  );
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = pathOf(request) === '/graphql' ? refusalOf(request) : 'there is no WebSocket at this path';
    if (refusal !== null) {
      socket.end(`HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n${refusal}\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  };
  httpServer.on('upgrade', upgrade);
  return handle;
}

/** What to run, or why not. */
function prepare(
  schema: GraphQLSchema,
  payload: SubscribePayload,
  newContext: () => ApiContext,
): ExecutionArgs | readonly GraphQLError[] {
  const { query, operationName = null, variables } = payload;
  const variableValues = variables ?? {};
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS });
    const invalid = validate(schema, document);
    if (invalid.length > 0) return invalid.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
    const broken =
      badVariables(variableValues) ?? badLiterals(document) ?? brokenLimit(document, operationName, variableValues);
    if (broken) return [broken];
    return { schema, document, operationName, variableValues, contextValue: newContext() };
  } catch (error) {
    if (error instanceof GraphQLError) return [withCode(error, 'GRAPHQL_PARSE_FAILED')];
    throw error;
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  Object.assign(error.extensions, { code });
  return error;
}

function refused(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}
