import { DomainError } from '@voxboard/domain';
import { type ExecutionArgs, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import type { RequestAccess } from '../access/gatekeeper.js';
import type { ApiContext } from '../context.js';
import type { OperationCheck, RequestedOperation } from '../limits/operation-check.js';
import { MAX_TOKENS } from '../limits/query-limits.js';

export interface OperationRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Record<string, unknown> | null | undefined;
}

export interface LiveParts {
  readonly schema: GraphQLSchema;
  readonly check: OperationCheck;
}

export interface PreparedOperation extends ExecutionArgs {
  readonly contextValue: ApiContext;
}

/** What to run over a connection that stays open, or why not: the same limits as for a request. */
export async function prepareOperation(
  { schema, check }: LiveParts,
  { query, operationName = null, variables }: OperationRequest,
  access: RequestAccess,
  newContext: (access: RequestAccess) => ApiContext,
): Promise<PreparedOperation | readonly GraphQLError[]> {
  const variableValues = variables ?? {};
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS });
    const invalid = validate(schema, document);
    if (invalid.length > 0) return invalid.map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
    const refusal = await refusalBy(check, { document, operationName, variables: variableValues }, access);
    if (refusal) return [refusal];
    return { schema, document, operationName, variableValues, contextValue: newContext(access) };
  } catch (error) {
    if (error instanceof GraphQLError) return [withCode(error, 'GRAPHQL_PARSE_FAILED')];
    throw error;
  }
}

async function refusalBy(
  check: OperationCheck,
  operation: RequestedOperation,
  access: RequestAccess,
): Promise<GraphQLError | null> {
  try {
    await check.check(operation, access, access.address);
    return null;
  } catch (error) {
    if (error instanceof GraphQLError) {
      const { http: _, ...extensions } = error.extensions;
      return new GraphQLError(error.message, { extensions });
    }
    if (!(error instanceof DomainError)) throw error;
    return new GraphQLError(error.message, { extensions: { code: error.code } });
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  Object.assign(error.extensions, { code });
  return error;
}
