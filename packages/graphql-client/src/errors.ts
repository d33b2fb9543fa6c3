import { DomainError } from '@voxboard/domain';

/** Thrown when no answer came from the address: nothing listens there, or the connection broke. */
export class ApiUnreachableError extends DomainError {
  readonly code = 'API_UNREACHABLE';
  constructor(
    readonly url: string,
    cause: unknown,
  ) {
    super(`No answer from ${url}. Start the API (npm start) or check the address.`, { cause });
  }
}

/** Thrown when an answer came that is not a GraphQL result: a wrong address, or a proxy that failed. */
export class UnexpectedResponseError extends DomainError {
  readonly code = 'UNEXPECTED_RESPONSE';
  constructor(
    readonly url: string,
    readonly status: number,
    readonly body: string,
  ) {
    super(`${url} answered ${status} without a GraphQL result: "${body.slice(0, 200)}". Check the address.`);
  }
}

export interface GraphQLErrorEntry {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly code?: string;
}

/** Thrown when the API refused the operation itself: an unknown field, a wrong type, or a fault inside the API. */
export class GraphQLOperationError extends DomainError {
  readonly code = 'GRAPHQL_OPERATION';
  constructor(
    readonly operationName: string,
    readonly errors: readonly GraphQLErrorEntry[],
  ) {
    super(`${operationName} failed: ${errors.map(({ message }) => message).join('; ')}`);
  }
}

/** Thrown by `unwrap` when the API turned the input down; `reason` and `path` are the API's own. */
export class RejectedByApiError extends DomainError {
  readonly code = 'REJECTED_BY_API';
  constructor(
    readonly typename: string,
    readonly reason: string,
    message: string,
    path: readonly string[],
  ) {
    super(message, { path });
  }
}

/** Thrown when a subscription is asked for where there is no WebSocket: Node before 22 without the `ws` package. */
export class MissingWebSocketError extends DomainError {
  readonly code = 'MISSING_WEB_SOCKET';
  constructor() {
    super('This runtime has no WebSocket. Pass `webSocketImpl` (for example from the `ws` package) to createClient.');
  }
}
