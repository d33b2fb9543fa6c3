import type { Server } from 'node:http';
import { ApolloServer, type ApolloServerPlugin, HeaderMap } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import { TooManyRequestsError } from '../access/access.errors.js';
import type { ApiContext } from '../context.js';
import type { CostReport, OperationCheck } from '../limits/operation-check.js';
import { MAX_TOKENS } from '../limits/query-limits.js';
import { formatError } from './format-error.js';

export interface GraphqlServerParts {
  readonly schema: GraphQLSchema;
  readonly check: OperationCheck;
  readonly httpServer: Server;
  readonly log: Logger;
  readonly newErrorId: () => string;
}

/** GraphQL over HTTP: one operation a request, within limits, with errors that tell nothing of the inside. */
export function createGraphqlServer(parts: GraphqlServerParts): ApolloServer<ApiContext> {
  const { schema, check, httpServer, log, newErrorId } = parts;
  return new ApolloServer<ApiContext>({
    schema,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    logger: log,
    formatError: (formatted, error) => formatError(formatted, error, log, newErrorId),
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginDrainHttpServer({ httpServer, stopGracePeriodMillis: 5000 }),
      requestChecks(check),
    ],
  });
}

/** Checks each operation before it runs, and reports what it cost in `extensions.cost`. */
function requestChecks(check: OperationCheck): ApolloServerPlugin<ApiContext> {
  return {
    async requestDidStart() {
      let cost: CostReport | null = null;
      return {
        async didResolveOperation({ document, operationName, request, contextValue }) {
          const operation = { document, operationName, variables: request.variables ?? {} };
          try {
            cost = await check.check(operation, contextValue, contextValue.address);
          } catch (error) {
            throw withRetryAfter(error);
          }
        },
        async willSendResponse({ response }) {
          if (cost === null || response.body.kind !== 'single') return;
          const { singleResult } = response.body;
          singleResult.extensions = { ...singleResult.extensions, cost };
        },
      };
    },
  };
}

/** Apollo takes status and headers from the error's extensions, and keeps them out of the body. */
function withRetryAfter(error: unknown): unknown {
  if (!(error instanceof TooManyRequestsError)) return error;
  const headers = new HeaderMap([['retry-after', String(error.retryAfterSec)]]);
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status: 429, headers } } });
}
