import { DomainError } from '@voxboard/domain';
import { type ClassType, createUnionType } from 'type-graphql';
import { PromotionRefusedError } from '../model/promotion-refused.type.js';
import {
  AlreadyExistsError,
  ForbiddenError,
  IllegalTransitionError,
  InvalidInputError,
  NotDeletedError,
  NotFoundError,
  NotReadyError,
  StillUsedError,
  type UserError,
} from './user-error.type.js';

type ErrorClass = new (error: DomainError) => UserError;

/** Which error of the schema shows a domain error, by its code. */
const SHOWN_AS: Readonly<Record<string, ErrorClass>> = {
  INVALID_INPUT: InvalidInputError,
  FILTER_SYNTAX: InvalidInputError,
  INVALID_ARCHITECTURE: InvalidInputError,
  FORBIDDEN: ForbiddenError,
  NOT_FOUND: NotFoundError,
  ALREADY_EXISTS: AlreadyExistsError,
  NOT_READY: NotReadyError,
  STILL_USED: StillUsedError,
  PROMOTION_REFUSED: PromotionRefusedError,
  NOT_DELETED: NotDeletedError,
  ILLEGAL_RUN_TRANSITION: IllegalTransitionError,
  ILLEGAL_SWEEP_TRANSITION: IllegalTransitionError,
};

/**
 * A mutation's result: its success type or one of the errors it knows; and that the viewer may not, which every mutation
 * can come to.
 */
export function resultUnion<Success extends object, Errors extends ClassType<UserError>>(
  name: string,
  success: ClassType<Success>,
  ...errors: Errors[]
) {
  return createUnionType({
    name,
    description: `What came of the mutation: ${success.name}, or the reason why nothing was done.`,
    types: () => [success, ...errors, ForbiddenError] as const,
    resolveType: (value: object) => value.constructor.name,
  });
}

/**
 * Runs a mutation's one service call and turns the errors that its result union holds into data; every union holds that
 * the viewer may not. Others go on as exceptions and reach the client as top-level errors.
 */
export async function asResult<Success>(
  work: () => Promise<Success>,
  ...errors: ErrorClass[]
): Promise<Success | UserError> {
  try {
    return await work();
  } catch (error) {
    const shown = error instanceof DomainError ? SHOWN_AS[error.code] : undefined;
    if (shown && (shown === ForbiddenError || errors.includes(shown)) && error instanceof DomainError) {
      return new shown(error);
    }
    throw error;
  }
}
