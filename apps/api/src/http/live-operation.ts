import { type ExecutionArgs, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import type { ApiContext } from '../context.js';
import { brokenLimit, MAX_TOKENS } from '../limits/query-limits.js';
import { badLiterals, badVariables } from '../limits/variable-checks.js';

export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
}

export interface PreparedOperation extends ExecutionArgs {
  readonly contextValue: ApiContext;
}

/** What to run over a connection that stays open, or why not: the same limits as for a request. */
export function prepareOperation(
  schema: GraphQLSchema,
  { query, operationName = null, variables }: OperationRequest,
  newContext: () => ApiContext,
): PreparedOperation | readonly GraphQLError[] {
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
