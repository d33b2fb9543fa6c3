import { DomainError, FilterSyntaxError } from '@voxboard/domain';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from 'pino';

/** Codes of errors that graphql-js, Apollo Server and the limits raise about the request itself. */
const REQUEST_CODES = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'QUERY_TOO_LARGE',
  'UNAUTHENTICATED',
  'FORBIDDEN',
]);

/**
 * What a client is told. Errors about the request and domain errors are shown as they are; anything else is an
 * internal one, logged under an id, of which the client learns the id only.
 */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  log: Logger,
  newErrorId: () => string,
): GraphQLFormattedError {
  const original = innermost(error);
  if (original instanceof DomainError) {
    return withoutStack(formatted, original.message, {
      code: original.code,
      path: original.path,
      ...(original instanceof FilterSyntaxError && { offset: original.offset, length: original.length }),
    });
  }
  const code = formatted.extensions?.code;
  const isOfRequest = original instanceof GraphQLError && typeof code === 'string' && REQUEST_CODES.has(code);
  if (isOfRequest) {
    const { stacktrace: _, ...extensions } = formatted.extensions ?? {};
    return withoutStack(formatted, formatted.message, extensions);
  }
  if (isStatementTimeout(original)) {
    log.warn({ path: formatted.path }, 'a statement ran too long and was ended');
    return withoutStack(formatted, TOO_LONG, { code: 'REQUEST_TIMEOUT' });
  }
  const errorId = newErrorId();
  log.error({ err: original, errorId, path: formatted.path }, 'a request failed');
  return withoutStack(
    formatted,
    `Something went wrong on the server (error ${errorId}). Look for that id in the server's log.`,
    { code: 'INTERNAL', errorId },
  );
}

const TOO_LONG =
  'Reading this took longer than a request may and was ended. Ask for less at once: smaller pages, fewer fields.';

/** Postgres' `query_canceled`, which is what `statement_timeout` ends a statement with. */
function isStatementTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '57014';
}

/** What was thrown, without the wrappers that say where in the query it happened. */
function innermost(error: unknown): unknown {
  let inner = error;
  while (inner instanceof GraphQLError && inner.originalError) inner = inner.originalError;
  return inner;
}

function withoutStack(
  formatted: GraphQLFormattedError,
  message: string,
  extensions: Record<string, unknown>,
): GraphQLFormattedError {
  return {
    message,
    ...(formatted.locations && { locations: formatted.locations }),
    ...(formatted.path && { path: formatted.path }),
    extensions,
  };
}
