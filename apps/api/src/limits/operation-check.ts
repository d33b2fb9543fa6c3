import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { accessRuleOf } from '../access/access-rule.js';
import type { RequestAccess } from '../access/gatekeeper.js';
import { findOperation, limitError, measureOperation, QUERY_LIMITS } from './query-limits.js';
import type { RateMeter, RateState } from './rate-meter.js';
import { rootFieldNames } from './root-fields.js';
import type { TrustedDocuments } from './trusted-documents.js';
import { badLiterals, badVariables } from './variable-checks.js';

/** What a client asks for, after parsing and validation. */
export interface RequestedOperation {
  readonly document: DocumentNode;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What an operation costs and what is left, as answers report it in `extensions.cost`. */
export interface CostReport {
  readonly requested: number;
  /** The most that one operation may cost. */
  readonly limit: number;
  /** null where nothing is counted. */
  readonly rate: RateState | null;
}

/** Levels that a token sees that may only log: the mutation, what it made, and the plain values of that. */
const LOG_ONLY_DEPTH = 3;

/** What has to be right about an operation before it runs; over HTTP and WebSocket alike. */
export class OperationCheck {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly meter: RateMeter,
    private readonly options: { readonly introspection: boolean; readonly trusted: TrustedDocuments | null },
  ) {}

  /** @throws GraphQLError with the HTTP status to answer with; TooManyRequestsError */
  async check(
    { document, operationName, variables }: RequestedOperation,
    { viewer }: RequestAccess,
    address: string,
  ): Promise<CostReport> {
    const operation = findOperation(document, operationName);
    if (!operation) return { requested: 0, limit: QUERY_LIMITS.cost, rate: null };
    const measured = measureOperation(document, operation, variables);
    const refusal =
      this.#notPublic(document, operation, viewer.isSignedIn) ??
      badVariables(variables) ??
      badLiterals(document) ??
      limitError(measured) ??
      this.#notTrusted(document, viewer.sessionId !== null) ??
      this.#introspecting(document, operation);
    if (refusal !== null) throw withStatus(refusal);
    if (viewer.isLogOnly && measured.depth > LOG_ONLY_DEPTH) {
      throw refused(
        'This token may log and nothing else: ask for plain fields of what a mutation made.',
        'FORBIDDEN',
        403,
      );
    }
    const rate = await this.meter.spend(viewer, address, measured.cost);
    return { requested: measured.cost, limit: QUERY_LIMITS.cost, rate };
  }

  /** Who has not signed in learns nothing of anything else, not even whether it would be valid. */
  #notPublic(document: DocumentNode, operation: OperationDefinitionNode, isSignedIn: boolean): GraphQLError | null {
    if (isSignedIn) return null;
    const fields = this.schema.getRootType(operation.operation)?.getFields() ?? {};
    const isOpen = rootFieldNames(document, operation).every((name) => {
      const field = fields[name];
      return name === '__typename' || (field !== undefined && accessRuleOf(field)?.role === 'PUBLIC');
    });
    if (isOpen) return null;
    return refused('Sign in first, or send a token: "Authorization: Bearer vxb_…".', 'UNAUTHENTICATED', 401);
  }

  #introspecting(document: DocumentNode, operation: OperationDefinitionNode): GraphQLError | null {
    if (this.options.introspection) return null;
    const isAsking = rootFieldNames(document, operation).some((name) => name === '__schema' || name === '__type');
    if (!isAsking) return null;
    return refused('Introspection is switched off here (VOXBOARD_INTROSPECTION).', 'GRAPHQL_VALIDATION_FAILED', 400);
  }

  #notTrusted(document: DocumentNode, isOfSession: boolean): GraphQLError | null {
    const { trusted } = this.options;
    if (trusted === null || !isOfSession || trusted.includes(document)) return null;
    return refused(
      'Only the dashboard’s own queries may be run with its cookie here (VOXBOARD_TRUSTED_DOCUMENTS). Send a token instead.',
      'FORBIDDEN',
      403,
    );
  }
}

/** 400 where nothing else was said. */
function withStatus(error: GraphQLError): GraphQLError {
  return new GraphQLError(error.message, { extensions: { http: { status: 400 }, ...error.extensions } });
}

function refused(message: string, code: string, status: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status } } });
}
