'use client';
import { useMemo } from 'react';
import { useSubscription } from 'urql';
import { useApiQuery } from '../../api/use-api-query';
import {
  SeriesAppendedDocument,
  type SeriesAppendedSubscription,
  type SeriesColumnsFragment,
  SeriesDocument,
} from '../../generated/graphql';
import { commonLastStep, mergeSeries } from './merge-series';

const RESOLUTION = 500;
const NOTHING: readonly SeriesColumnsFragment[] = [];

export interface LiveSeries {
  readonly status: 'loading' | 'ready' | 'offline' | 'failed';
  readonly series: readonly SeriesColumnsFragment[];
  readonly reload: () => void;
}

/**
 * The runs' curves: once as they are, then only what is new.
 * @param runIds a stable array (memoised by the caller)
 * @param isLive whether any of the runs may still log
 */
export function useLiveSeries(
  runIds: readonly string[],
  { keys = null, isLive }: { readonly keys?: readonly string[] | null; readonly isLive: boolean },
): LiveSeries {
  const variables = useMemo(
    () => ({ runIds: [...runIds], keys: keys ? [...keys] : null, splits: null, resolution: RESOLUTION }),
    [runIds, keys],
  );
  const state = useApiQuery(SeriesDocument, variables, {
    requestPolicy: 'cache-and-network',
    isPaused: runIds.length === 0,
  });
  const known = state.data?.series ?? NOTHING;
  const isSettled = state.status === 'ready' && !state.isStale;
  const sinceStep = useMemo(() => (isSettled ? commonLastStep(known) : null), [isSettled, known]);
  const [{ data: arrived }] = useSubscription<
    SeriesAppendedSubscription,
    readonly SeriesColumnsFragment[],
    { runIds: string[]; keys: string[] | null; sinceStep: number }
  >(
    {
      query: SeriesAppendedDocument,
      // Before the first point every step is new.
      variables: { runIds: variables.runIds, keys: variables.keys, sinceStep: sinceStep ?? -1 },
      pause: !isLive || !isSettled || runIds.length === 0,
    },
    (before = NOTHING, { metricsAppended }) => mergeSeries(before, metricsAppended),
  );
  const series = useMemo(() => {
    const ids = new Set(runIds);
    return mergeSeries(known, arrived ?? NOTHING).filter(({ runId }) => ids.has(runId));
  }, [known, arrived, runIds]);
  return { status: state.status, series, reload: state.reload };
}
