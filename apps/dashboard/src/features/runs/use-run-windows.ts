'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from 'urql';
import { isUnreachable } from '../../api/client';
import { connection } from '../../api/connection';
import {
  type RunFilter,
  type RunOrder,
  type RunRowFragment,
  RunsWindowDocument,
  type Split,
} from '../../generated/graphql';
import { useRunEvents } from '../shell';
import type { RunColumn } from './run-column';
import {
  addWindow,
  applyRunChange,
  type RunWindow,
  type RunWindows,
  startWindows,
  WINDOW_SIZE,
  type WindowRequest,
  windowRequest,
  windowsAround,
} from './run-windows';

export type RunWindowsState =
  | { readonly status: 'loading'; readonly list: RunWindows | null }
  | { readonly status: 'ready'; readonly list: RunWindows }
  | { readonly status: 'offline'; readonly list: RunWindows | null }
  | { readonly status: 'missing'; readonly list: null }
  | { readonly status: 'failed'; readonly list: RunWindows | null; readonly message: string };

/** Of each run, no more than the shown columns need. */
interface WantedValues {
  readonly metricKeys: string[];
  readonly splits: Split[];
  readonly hasMetrics: boolean;
  readonly hasParams: boolean;
  readonly hasNotes: boolean;
}

/** Runs by windows, wherever in a long list somebody looks, kept current by the project's events. */
export function useRunWindows(
  slug: string,
  filter: RunFilter | null,
  orderBy: RunOrder,
  columns: readonly RunColumn[],
) {
  const client = useClient();
  const [state, setState] = useState<RunWindowsState>({ status: 'loading', list: null });
  const generation = useRef(0);
  const underWay = useRef(new Set<number>());
  const wantedKey = JSON.stringify(wantedValues(columns));
  const wanted = useMemo<WantedValues>(() => JSON.parse(wantedKey), [wantedKey]);

  const ask = useCallback(
    async (request: WindowRequest, withTotal: boolean) => {
      const page = { first: null, last: null, after: null, before: null, offset: null, ...request };
      const variables = { slug, filter, orderBy, withTotal, ...page, ...wanted };
      return client.query(RunsWindowDocument, variables, { requestPolicy: 'network-only' }).toPromise();
    },
    [client, slug, filter, orderBy, wanted],
  );

  const reload = useCallback(async () => {
    if (filter === null) return;
    generation.current += 1;
    const own = generation.current;
    underWay.current.clear();
    const { data, error } = await ask({ first: WINDOW_SIZE, offset: 0 }, true);
    // Answers may overtake each other while somebody types: only the latest request's answer counts.
    if (own !== generation.current) return;
    setState(({ list }) => {
      const page = data?.project?.runs;
      if (page)
        return {
          status: 'ready',
          list: startWindows(page.totalCount ?? page.nodes.length, toWindow(page), Date.now()),
        };
      if (error && isUnreachable(error)) return { status: 'offline', list };
      if (error) return { status: 'failed', list, message: error.graphQLErrors[0]?.message ?? error.message };
      return { status: 'missing', list: null };
    });
  }, [ask, filter]);

  useEffect(() => {
    setState(({ list }) => ({ status: 'loading', list }));
    void reload();
    return connection.onRecovery(() => void reload());
  }, [reload]);

  const list = state.list;
  const latest = useRef(list);
  latest.current = list;
  const ensure = useCallback(
    (from: number, to: number): void => {
      const current = latest.current;
      if (current === null) return;
      const own = generation.current;
      for (const number of windowsAround(current, from, to)) {
        if (underWay.current.has(number)) continue;
        underWay.current.add(number);
        void ask(windowRequest(current, number), false).then(({ data }) => {
          underWay.current.delete(number);
          const page = data?.project?.runs;
          if (own !== generation.current || !page) return;
          setState((now) => (now.list ? { status: 'ready', list: addWindow(now.list, number, toWindow(page)) } : now));
        });
      }
    },
    [ask],
  );

  useRunEvents((run: RunRowFragment) => {
    const mayFit = filter !== null && Object.keys(filter).length === 0;
    setState((now) => (now.list ? { ...now, list: applyRunChange(now.list, run, mayFit) } : now));
  });

  return { state, ensure, reload };
}

function toWindow(page: {
  readonly nodes: RunWindow['rows'];
  readonly pageInfo: { readonly startCursor: string | null; readonly endCursor: string | null };
}): RunWindow {
  return { rows: page.nodes, startCursor: page.pageInfo.startCursor, endCursor: page.pageInfo.endCursor };
}

function wantedValues(columns: readonly RunColumn[]): WantedValues {
  const metrics = columns.flatMap(({ field }) => (field?.kind === 'metric' ? [field] : []));
  return {
    metricKeys: [...new Set(metrics.map(({ key }) => key))].sort(),
    splits: [...new Set(metrics.map(({ split }) => split))].sort(),
    hasMetrics: metrics.length > 0,
    hasParams: columns.some(({ field }) => field?.kind === 'param'),
    hasNotes: columns.some(({ id }) => id === 'notes'),
  };
}
