import { type AnyVariables, stringifyDocument, type TypedDocumentNode } from 'urql';
import { connection } from './connection';
import { goToSignIn } from './sign-in';

/** No answer came at all. */
export class NoAnswerError extends Error {}

interface Answer {
  readonly data: unknown;
  readonly error: { readonly message: string; readonly code: string | null } | null;
}

/**
 * Asks past the cache: lists and columns of thousands of values that one place of the page keeps by itself are no
 * entities to look after, and a question that was left behind can be called off.
 * @throws NoAnswerError, Error with the API's message
 */
export async function askApi<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  signal?: AbortSignal,
): Promise<Data> {
  const { data, error } = readAnswer(await send(stringifyDocument(document), variables, signal ?? null));
  if (error?.code === 'UNAUTHENTICATED') goToSignIn();
  if (error?.code === 'API_UNREACHABLE') throw noAnswer(error.message);
  if (error !== null || typeof data !== 'object' || data === null) {
    throw new Error(error?.message ?? 'The API gave no result.');
  }
  // The API answers a typed document with what it asks for; looking at every value again would cost more than reading it.
  return data as Data;
}

async function send(query: string, variables: unknown, signal: AbortSignal | null): Promise<unknown> {
  try {
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const body = JSON.stringify({ query, variables });
    return await (await fetch('/graphql', { method: 'POST', headers, body, signal })).json();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw noAnswer('The Voxboard API does not answer.');
  }
}

function noAnswer(message: string): NoAnswerError {
  connection.markOffline();
  return new NoAnswerError(message);
}

/** A schema library would be a tenth of what a page loads, for the outer shape of an answer of our own API. */
export function readAnswer(body: unknown): Answer {
  const errors = fieldOf(body, 'errors');
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const code = fieldOf(fieldOf(first, 'extensions'), 'code');
  return {
    data: fieldOf(body, 'data') ?? null,
    error:
      first === undefined
        ? null
        : { message: String(fieldOf(first, 'message')), code: typeof code === 'string' ? code : null },
  };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
