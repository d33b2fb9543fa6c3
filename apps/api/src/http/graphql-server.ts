import type { Server } from 'node:http';
import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { Logger } from 'pino';
import type { ApiContext } from '../context.js';
import { brokenLimit, MAX_TOKENS } from '../limits/query-limits.js';
import { badLiterals, badVariables } from '../limits/variable-checks.js';
import { formatError } from './format-error.js';

/** GraphQL over HTTP: one operation a request, within limits, with errors that tell nothing of the inside. */
export function createGraphqlServer(
  schema: GraphQLSchema,
  httpServer: Server,
  log: Logger,
  newErrorId: () => string,
): ApolloServer<ApiContext> {
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
      requestChecks,
    ],
  });
}

const requestChecks: ApolloServerPlugin<ApiContext> = {
  async requestDidStart() {
    return {
      async didResolveOperation({ document, operationName, request }) {
        const variables = request.variables ?? {};
        const error =
          badVariables(variables) ?? badLiterals(document) ?? brokenLimit(document, operationName, variables);
        if (error) throw withStatus(error, 400);
      },
    };
  },
};

/** Apollo answers with the status and keeps it out of the body. */
function withStatus(error: GraphQLError, status: number): GraphQLError {
  return new GraphQLError(error.message, { extensions: { ...error.extensions, http: { status } } });
}
