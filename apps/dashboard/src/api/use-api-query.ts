'use client';
import { useEffect } from 'react';
import { type AnyVariables, type TypedDocumentNode, useQuery } from 'urql';
import { isUnreachable } from './client';
import { connection } from './connection';
import { useIsHydrated } from './use-is-hydrated';

export type ApiQueryState<Data> =
  | { readonly status: 'loading'; readonly data: null; readonly reload: () => void }
  | { readonly status: 'offline'; readonly data: null; readonly reload: () => void }
  | { readonly status: 'failed'; readonly data: null; readonly message: string; readonly reload: () => void }
  | { readonly status: 'ready'; readonly data: Data; readonly isStale: boolean; readonly reload: () => void };

interface Options {
  /** Wait: the variables are not known yet. */
  readonly isPaused?: boolean;
  /** Show what is cached at once and fetch anew behind it (the default), or use the cache alone when it suffices. */
  readonly requestPolicy?: 'cache-and-network' | 'cache-first' | 'network-only';
}

/**
 * A query in one of four states, never two at once. Data that was shown stays while it is fetched again, also when
 * the API goes away; everything loads again by itself when the API comes back.
 */
export function useApiQuery<Data, Variables extends AnyVariables>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { isPaused = false, requestPolicy = 'cache-and-network' }: Options = {},
): ApiQueryState<Data> {
  const isHydrated = useIsHydrated();
  const [result, execute] = useQuery({ query, variables, pause: isPaused || !isHydrated, requestPolicy });
  useEffect(() => {
    if (isPaused) return;
    return connection.onRecovery(() => execute({ requestPolicy: 'network-only' }));
  }, [execute, isPaused]);
  const reload = () => execute({ requestPolicy: 'network-only' });
  if (result.data) return { status: 'ready', data: result.data, isStale: result.stale || result.fetching, reload };
  if (result.error) {
    if (isUnreachable(result.error)) return { status: 'offline', data: null, reload };
    const message = result.error.graphQLErrors[0]?.message ?? result.error.message;
    return { status: 'failed', data: null, message, reload };
  }
  return { status: 'loading', data: null, reload };
}
