'use client';
import { useEffect, useRef } from 'react';
import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';

/**
 * Calls the listener with each event of a subscription while the component is shown. Unlike the handler of urql's own
 * hook it is called outside of drawing, so that it may reload what is shown.
 */
export function useLive<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  listener: (event: Data) => void,
  { isPaused = false }: { readonly isPaused?: boolean } = {},
): void {
  const client = useClient();
  const latest = useRef({ listener, variables });
  useEffect(() => {
    latest.current = { listener, variables };
  });
  const name = JSON.stringify(variables);
  // biome-ignore lint/correctness/useExhaustiveDependencies: variables are told apart by what they say
  useEffect(() => {
    if (isPaused) return;
    const { unsubscribe } = client.subscription(document, latest.current.variables).subscribe(({ data }) => {
      if (data) latest.current.listener(data);
    });
    return unsubscribe;
  }, [client, document, name, isPaused]);
}
