import { RejectedByApiError } from './errors.js';

interface UserErrorResult {
  readonly __typename: string;
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}

/**
 * The success member of a mutation's result; throws RejectedByApiError for every other member.
 *
 * ```ts
 * const { createProject } = await client.request(CreateProjectDocument, { input });
 * const { project } = unwrap(createProject, 'CreateProjectSuccess');
 * ```
 */
export function unwrap<R extends { readonly __typename: string }, N extends R['__typename']>(
  result: R,
  successTypename: N,
): Extract<R, { readonly __typename: N }> {
  if (isMember(result, successTypename)) return result;
  if (isUserError(result)) {
    throw new RejectedByApiError(result.__typename, result.code, result.message, result.path);
  }
  throw new RejectedByApiError(result.__typename, 'UNKNOWN', `The API answered with ${result.__typename}.`, []);
}

function isMember<R extends { readonly __typename: string }, N extends R['__typename']>(
  result: R,
  typename: N,
): result is Extract<R, { readonly __typename: N }> {
  return result.__typename === typename;
}

function isUserError(result: { readonly __typename: string }): result is UserErrorResult {
  return 'code' in result && 'message' in result && 'path' in result;
}
