'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { isUnreachable } from '../../api/client';
import { connection } from '../../api/connection';
import { type RunFilter, type RunOrder, type RunRowFragment, RunsPageDocument } from '../../generated/graphql';
import { useRunEvents } from '../shell';
import { appendPage, applyChange, type RunList, startList } from './run-list-state';

const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 200;

export type RunListState =
  | { readonly status: 'loading'; readonly list: RunList | null }
  | { readonly status: 'loading-more'; readonly list: RunList }
  | { readonly status: 'ready'; readonly list: RunList }
  | { readonly status: 'offline'; readonly list: RunList | null }
  | { readonly status: 'missing'; readonly list: null }
  | { readonly status: 'failed'; readonly list: RunList | null; readonly message: string };

/** Pages of runs by cursor, kept current by the project's events. */
export function useRunList(slug: string, filter: RunFilter, orderBy: RunOrder) {
  const client = useClient();
  const [state, setState] = useState<RunListState>({ status: 'loading', list: null });
  // Answers may overtake each other while somebody types: only the latest request's answer counts.
  const latestRequest = useRef(0);

  const request = useCallback(
    async (first: number, list: RunList | null): Promise<void> => {
      latestRequest.current += 1;
      const number = latestRequest.current;
      const variables = { slug, first, after: list?.endCursor ?? null, filter, orderBy };
      const { data, error } = await client
        .query(RunsPageDocument, variables, { requestPolicy: 'network-only' })
        .toPromise();
      if (number !== latestRequest.current) return;
      setState((current) => {
        if (data?.project) {
          const page = data.project.runs;
          const next = list ? appendPage(current.list ?? list, page) : startList(page, Date.now());
          return { status: 'ready', list: next };
        }
        if (error && isUnreachable(error)) return { status: 'offline', list: current.list };
        if (error)
          return { status: 'failed', list: current.list, message: error.graphQLErrors[0]?.message ?? error.message };
        return { status: 'missing', list: null };
      });
    },
    [client, slug, filter, orderBy],
  );

  const reload = useCallback(
    (rowCount = 0) => request(Math.min(MAX_PAGE_SIZE, Math.max(PAGE_SIZE, rowCount)), null),
    [request],
  );
  useEffect(() => {
    setState(({ list }) => ({ status: 'loading', list }));
    void reload();
    return connection.onRecovery(() => void reload());
  }, [reload]);

  useRunEvents((run: RunRowFragment) => {
    setState((current) => (current.list ? { ...current, list: applyChange(current.list, run, filter) } : current));
  });

  const loadMore = useCallback(() => {
    if (state.status !== 'ready' || !state.list.hasNextPage) return;
    setState({ status: 'loading-more', list: state.list });
    void request(PAGE_SIZE, state.list);
  }, [state, request]);
  const showNew = useCallback(() => void reload(state.list?.rows.length), [reload, state.list]);

  return { state, loadMore, showNew, reload };
}
