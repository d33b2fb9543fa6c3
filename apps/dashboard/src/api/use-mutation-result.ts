'use client';
import { useCallback, useState } from 'react';
import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';
import { isUnreachable } from './client';

/** Why a mutation did not happen; `path` names the field of the input where the API knows it. */
export interface MutationFailure {
  readonly code: string;
  readonly message: string;
  readonly path: readonly string[];
}

export type MutationOutcome<Success> =
  | { readonly ok: true; readonly value: Success }
  | { readonly ok: false; readonly failure: MutationFailure };

interface ResultMember {
  readonly __typename: string;
}
type SuccessOf<Result extends ResultMember> = Exclude<Result, { readonly code: string }>;

/**
 * Runs a mutation whose only field is a union of one success and named errors, and tells the two apart.
 * @param field the mutation's field
 */
export function useMutationResult<
  Field extends string,
  Result extends ResultMember,
  Variables extends AnyVariables & Record<string, unknown>,
>(
  document: TypedDocumentNode<{ [Key in Field]: Result }, Variables>,
  field: Field,
): [(variables: Variables) => Promise<MutationOutcome<SuccessOf<Result>>>, boolean] {
  const client = useClient();
  const [isRunning, setIsRunning] = useState(false);
  const run = useCallback(
    async (variables: Variables): Promise<MutationOutcome<SuccessOf<Result>>> => {
      setIsRunning(true);
      const { data, error } = await client.mutation(document, variables).toPromise();
      setIsRunning(false);
      const result = data?.[field];
      if (result === undefined || error) {
        const message =
          error && isUnreachable(error)
            ? 'The Voxboard API does not answer. Try again when it is back.'
            : (error?.graphQLErrors[0]?.message ?? 'The API gave no result.');
        return { ok: false, failure: { code: 'NO_RESULT', message, path: [] } };
      }
      return isFailure(result) ? { ok: false, failure: result } : { ok: true, value: result as SuccessOf<Result> };
    },
    [client, document, field],
  );
  return [run, isRunning];
}

function isFailure(result: ResultMember): result is ResultMember & MutationFailure {
  return 'code' in result && 'message' in result && 'path' in result;
}
