'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { askApi, NoAnswerError } from '../../api/ask-api';
import { connection } from '../../api/connection';
import {
  type RunFilter,
  type RunOrder,
  type RunRowFragment,
  RunsWindowDocument,
  type RunsWindowQuery,
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
  const [state, setState] = useState<RunWindowsState>({ status: 'loading', list: null });
  const generation = useRef(0);
  const underWay = useRef(new Set<number>());
  const latest = useRef(state.list);
  latest.current = state.list;
  const wantedKey = JSON.stringify(wantedValues(columns));
  const wanted = useMemo<WantedValues>(() => JSON.parse(wantedKey), [wantedKey]);

  const ask = useCallback(
    async (request: WindowRequest, withTotal: boolean) => {
      const page = { first: null, last: null, after: null, before: null, offset: null, ...request };
      const variables = { slug, filter, orderBy, withTotal, ...page, ...wanted };
      return (await askApi(RunsWindowDocument, variables)).project?.runs ?? null;
    },
    [slug, filter, orderBy, wanted],
  );

  const read = useCallback(
    async (isCounted: boolean) => {
      if (filter === null) return;
      generation.current += 1;
      const own = generation.current;
      underWay.current.clear();
      const next = await ask({ first: WINDOW_SIZE, offset: 0 }, !isCounted).then(
        (page) => (list: RunWindows | null) => (page === null ? NO_PROJECT : firstWindow(list, page)),
        (error: unknown) => (list: RunWindows | null) => failureOf(error, list),
      );
      // Answers may overtake each other while somebody types: only the latest request's answer counts.
      if (own === generation.current) setState(({ list }) => next(list));
    },
    [ask, filter],
  );
  const reload = useCallback(() => read(false), [read]);

  const counted = useRef<{ readonly slug: string; readonly filter: RunFilter | null } | null>(null);
  useEffect(() => {
    setState(({ list }) => ({ status: 'loading', list }));
    // In another order they are as many as before.
    const isCounted = latest.current !== null && counted.current?.slug === slug && counted.current.filter === filter;
    counted.current = { slug, filter };
    void read(isCounted);
    return connection.onRecovery(() => void read(false));
  }, [read, slug, filter]);

  const ensure = useCallback(
    (from: number, to: number): void => {
      const current = latest.current;
      if (current === null) return;
      const own = generation.current;
      for (const number of windowsAround(current, from, to)) {
        if (underWay.current.has(number)) continue;
        underWay.current.add(number);
        const take = (page: RunsPage | null) => {
          underWay.current.delete(number);
          if (own !== generation.current || page === null) return;
          setState((now) => (now.list ? { status: 'ready', list: addWindow(now.list, number, toWindow(page)) } : now));
        };
        // What did not come is asked for again when somebody scrolls on.
        ask(windowRequest(current, number), false).then(take, () => take(null));
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

type RunsPage = NonNullable<RunsWindowQuery['project']>['runs'];

const NO_PROJECT: RunWindowsState = { status: 'missing', list: null };

/** The list anew from its first window. A page that was not asked how many there are leaves that as it was. */
function firstWindow(list: RunWindows | null, page: RunsPage): RunWindowsState {
  const total = page.totalCount ?? list?.total ?? page.nodes.length;
  const started = startWindows(total, toWindow(page), Date.now());
  const newRunIds = page.totalCount === undefined ? list?.newRunIds : undefined;
  return { status: 'ready', list: newRunIds ? { ...started, newRunIds } : started };
}

function failureOf(error: unknown, list: RunWindows | null): RunWindowsState {
  if (error instanceof NoAnswerError) return { status: 'offline', list };
  return { status: 'failed', list, message: error instanceof Error ? error.message : String(error) };
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
