import type { RequestHandler, Response } from 'express';
import { GraphQLError, type GraphQLFormattedError, getOperationAST } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/express';
import type { Logger } from 'pino';
import type { Gatekeeper, RequestAccess } from '../access/gatekeeper.js';
import type { OpenConnections } from '../access/open-connections.js';
import type { ApiContext } from '../context.js';
import { formatError } from './format-error.js';
import { type LiveParts, type PreparedOperation, prepareOperation } from './live-operation.js';

/** Time that a client which was too slow has to hear so. */
const GRACE_MS = 5000;

export interface GraphqlEventsParts extends LiveParts {
  readonly connections: OpenConnections;
  readonly log: Logger;
  readonly gatekeeper: Gatekeeper;
  readonly newContext: (access: RequestAccess) => ApiContext;
  readonly newErrorId: () => string;
  /** Longest that an event may wait until the client takes it. */
  readonly slowConsumerMs: number;
}

export interface GraphqlEvents {
  readonly handler: RequestHandler;
  /** Ends all streams. */
  dispose(): void;
}

/** Thrown into a stream whose client does not take its events. */
class SlowConsumerError extends Error {}

/**
 * Subscriptions as server-sent events, for scripts: one request a subscription (GraphQL over SSE, distinct connections
 * mode), `accept: text/event-stream`, a comment every 12 s as a sign of life. Under the same limits as HTTP.
 */
export function graphqlEvents(parts: GraphqlEventsParts): GraphqlEvents {
  const { log, gatekeeper, connections, newContext, newErrorId, slowConsumerMs } = parts;
  const open = new Set<Response>();
  const handle = createHandler<Record<string, unknown>>({
    // One stream for many operations would have to be remembered between requests, by one replica.
    authenticate: () => null,
    onSubscribe: async (request, params) => {
      const prepared = await prepareOperation(parts, params, gatekeeper.of(request.raw), newContext);
      return 'schema' in prepared ? onlySubscription(prepared) : { data: null, errors: [...prepared] };
    },
    onNext: async (_context, { context: { res } }, result) => {
      await taken(res, slowConsumerMs, log);
      if (!result.errors) return undefined;
      return {
        ...result,
        errors: result.errors.map((error) => asShown(formatError(error.toJSON(), error, log, newErrorId))),
      };
    },
  });
  return {
    handler: async (request, response) => {
      open.add(response);
      const unwatch = connections.add(request, gatekeeper.of(request).viewer, (reason) => endWith(response, reason));
      response.once('close', () => {
        open.delete(response);
        unwatch();
      });
      try {
        await handle(request, response);
      } catch (error) {
        if (!(error instanceof SlowConsumerError)) log.error({ err: error }, 'an event stream broke');
        if (!response.headersSent) response.status(500);
        response.end();
      }
    },
    dispose: () => {
      for (const response of open) response.end();
    },
  };
}

/** Ends a stream whose subscriber may not go on. */
function endWith(response: Response, message: string): void {
  const errors = [{ message, extensions: { code: 'UNAUTHENTICATED' } }];
  response.end(`event: next\ndata: ${JSON.stringify({ errors })}\n\nevent: complete\ndata:\n\n`);
}

/** What may be told of an error, as the handler takes it. */
function asShown({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { ...(path && { path }), ...(extensions && { extensions }) });
}

function onlySubscription(prepared: PreparedOperation) {
  if (getOperationAST(prepared.document, prepared.operationName)?.operation === 'subscription') {
    return { ...prepared, contextValue: { ...prepared.contextValue } };
  }
  const message = 'Event streams take subscriptions. Send queries and mutations to /graphql.';
  return { data: null, errors: [new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } })] };
}

/** Resolves when the client has taken what it was sent. @throws SlowConsumerError */
async function taken(response: Response, slowMs: number, log: Logger): Promise<void> {
  if (response.writableLength === 0 || response.destroyed) return;
  const isTaken = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), slowMs);
    const done = () => {
      clearTimeout(timer);
      resolve(true);
    };
    response.once('drain', done).once('close', done);
    if (!response.writableNeedDrain) done();
  });
  if (isTaken) return;
  log.warn('an event stream was ended, because its client did not take an event in time');
  const message = 'Too slow: an event was not taken in time. Subscribe again after the last cursor you got.';
  const errors = [{ message, extensions: { code: 'SLOW_CONSUMER' } }];
  response.end(`event: next\ndata: ${JSON.stringify({ errors })}\n\nevent: complete\ndata:\n\n`);
  setTimeout(() => response.destroy(), GRACE_MS).unref();
  throw new SlowConsumerError(message);
}
