/** Selects every field that an error of a result union has. */
export const ERROR_FIELDS = '__typename ... on UserError { code message path }';

/** A mutation's result as the tests read it: its type, and an error's fields when it is one. */
export interface ResultOf {
  readonly __typename: string;
  readonly code?: string;
  readonly message?: string;
  readonly path?: readonly string[];
}
