import { inject } from 'vitest';

/** One GraphQL request over HTTP, as a script would send it. @throws Error with the API's own messages */
export async function graphql<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const response = await fetch(`${inject('baseUrl')}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const body = (await response.json()) as { data?: T; errors?: { message: string }[] };
  if (body.errors || !body.data)
    throw new Error(body.errors?.map(({ message }) => message).join('; ') ?? `HTTP ${response.status}`);
  return body.data;
}
