import { DomainError } from '@voxboard/domain';

/** MLflow's names of what went wrong, with the status each is answered with. */
const STATUSES = {
  INVALID_PARAMETER_VALUE: 400,
  RESOURCE_ALREADY_EXISTS: 400,
  BAD_REQUEST: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  RESOURCE_DOES_NOT_EXIST: 404,
  ENDPOINT_NOT_FOUND: 404,
  RESOURCE_CONFLICT: 409,
  RESOURCE_EXHAUSTED: 413,
  NOT_IMPLEMENTED: 501,
  INTERNAL_ERROR: 500,
} as const;
export type MlflowErrorCode = keyof typeof STATUSES;

/** Thrown by the door's own rules; the message is shown to whoever runs the MLflow client. */
export class MlflowError extends DomainError {
  readonly code = 'MLFLOW';
  constructor(
    readonly errorCode: MlflowErrorCode,
    message: string,
  ) {
    super(message);
  }
}

export function invalidParameter(message: string): MlflowError {
  return new MlflowError('INVALID_PARAMETER_VALUE', message);
}

export function doesNotExist(what: string, id: string): MlflowError {
  return new MlflowError('RESOURCE_DOES_NOT_EXIST', `${what} with id=${id.slice(0, 100)} not found`);
}

const CODES: Readonly<Record<string, MlflowErrorCode>> = {
  NOT_FOUND: 'RESOURCE_DOES_NOT_EXIST',
  BLOB_NOT_FOUND: 'RESOURCE_DOES_NOT_EXIST',
  INVALID_INPUT: 'INVALID_PARAMETER_VALUE',
  ALREADY_EXISTS: 'RESOURCE_ALREADY_EXISTS',
  FORBIDDEN: 'PERMISSION_DENIED',
  UNAUTHENTICATED: 'UNAUTHENTICATED',
  TOO_LARGE: 'RESOURCE_EXHAUSTED',
};

export interface MlflowProblem {
  readonly status: number;
  readonly body: { readonly error_code: MlflowErrorCode; readonly message: string };
}

/** How MLflow's server would put it; null for what is no fault of the request. */
export function problemOf(error: unknown): MlflowProblem | null {
  if (!(error instanceof DomainError)) return null;
  const errorCode = error instanceof MlflowError ? error.errorCode : (CODES[error.code] ?? 'INVALID_PARAMETER_VALUE');
  return { status: STATUSES[errorCode], body: { error_code: errorCode, message: error.message } };
}
