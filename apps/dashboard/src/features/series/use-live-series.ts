'use client';
import { type RefObject, startTransition, useEffect, useMemo, useRef, useState } from 'react';
import { useClient } from 'urql';
import { NoAnswerError } from '../../api/ask-api';
import { connection } from '../../api/connection';
import { useIsHydrated } from '../../api/use-is-hydrated';
import type { AxisKind, Zoom } from '../../charts';
import { SeriesChangesDocument, type SeriesColumnsFragment } from '../../generated/graphql';
import { fetchCurves, fetchStretch, wholeCurves } from './fetch-series';
import { growDetail } from './grow-detail';
import { EPOCH_KEY, type PlaceFacts, type StepRange, stepsOfZoom } from './place-series';
import { SeriesStore } from './series-store';

/** Growing lines are drawn so often: more would not be seen, and would take the time of whoever works on the page. */
const APPENDED_MS = 250;

const NO_STARTS: ReadonlyMap<string, number> = new Map();

export interface LiveSeries {
  readonly status: 'loading' | 'ready' | 'offline' | 'failed';
  readonly message: string | null;
  readonly series: readonly SeriesColumnsFragment[];
  readonly facts: PlaceFacts;
  /** Whether the part that is zoomed to is being read at finer resolution. */
  readonly isRefining: boolean;
  /** Whether points may be added while it is looked at. */
  readonly isGrowing: boolean;
}

interface Options {
  /** null: all metrics. A stable array. */
  readonly keys?: readonly string[] | null;
  /** Whether any of the runs may still log. */
  readonly isLive: boolean;
  readonly axis?: AxisKind;
  readonly zoom?: Zoom | null;
  readonly startMs?: ReadonlyMap<string, number>;
}

/**
 * The runs' curves: once as they are, then only what is new; and the part that is zoomed to at a resolution of its own.
 * @param runIds a stable array (memoised by the caller); runs that join it are read, those that leave it are kept
 */
export function useLiveSeries(
  runIds: readonly string[],
  { keys = null, isLive, axis = 'step', zoom = null, startMs = NO_STARTS }: Options,
): LiveSeries {
  const [store] = useState(() => new SeriesStore((task) => setTimeout(task, APPENDED_MS)));
  const known = useKnown(store);
  const withTimes = axis === 'relative' || axis === 'wall';
  const wanted = useMemo(
    () => (keys !== null && axis === 'epoch' ? [...new Set([...keys, EPOCH_KEY])] : keys && [...keys]),
    [keys, axis],
  );
  const cursor = useRef<string | null>(null);
  const { status, message } = useOverview(store, cursor, runIds, wanted, withTimes);
  useChanges(store, cursor, runIds, wanted, withTimes, isLive && status === 'ready');
  const series = useMemo(() => {
    const shown = new Set(runIds);
    return known.filter(({ runId }) => shown.has(runId));
  }, [known, runIds]);
  const facts = useMemo<PlaceFacts>(
    () => ({
      startMs,
      epochs: new Map(series.flatMap((one) => (one.key === EPOCH_KEY ? [[one.runId, one] as const] : []))),
    }),
    [series, startMs],
  );
  const range = useMemo(() => (zoom ? stepsOfZoom(series, axis, facts, zoom) : null), [zoom, series, axis, facts]);
  const isThinned = series.some((one) => one.isThinned);
  const detail = useDetail(runIds, wanted, withTimes, isThinned ? range : null);
  const shown = useMemo(
    () => (detail.series && range ? growDetail(detail.series, series, range) : series),
    [detail.series, series, range],
  );
  return { status, message, series: shown, facts, isRefining: detail.isLoading, isGrowing: isLive };
}

/** What the store knows. Points that were appended are drawn chart by chart, between what somebody does meanwhile. */
function useKnown(store: SeriesStore): readonly SeriesColumnsFragment[] {
  const [known, setKnown] = useState(store.read);
  useEffect(
    () =>
      store.subscribe((change) => {
        if (change === 'loaded') setKnown(store.read());
        else startTransition(() => setKnown(store.read()));
      }),
    [store],
  );
  return known;
}

/** Reads the runs that are not read yet; all of them anew when other metrics are wanted or the API came back. */
function useOverview(
  store: SeriesStore,
  cursor: RefObject<string | null>,
  runIds: readonly string[],
  keys: string[] | null,
  withTimes: boolean,
): Pick<LiveSeries, 'status' | 'message'> {
  const isHydrated = useIsHydrated();
  const [state, setState] = useState<Pick<LiveSeries, 'status' | 'message'>>({ status: 'loading', message: null });
  const [round, setRound] = useState(0);
  const loaded = useRef<{ readonly what: string; readonly ids: Set<string> }>({ what: '', ids: new Set() });
  useEffect(() => connection.onRecovery(() => setRound((before) => before + 1)), []);
  useEffect(() => {
    if (!isHydrated) return;
    const what = JSON.stringify([keys, withTimes, round]);
    if (loaded.current.what !== what) loaded.current = { what, ids: new Set() };
    const { ids } = loaded.current;
    const missing = runIds.filter((id) => !ids.has(id));
    if (missing.length === 0) {
      setState({ status: 'ready', message: null });
      return;
    }
    const abort = new AbortController();
    fetchCurves(wholeCurves(missing, keys, withTimes, runIds.length), abort.signal)
      .then(({ series, cursor: now }) => {
        // One of some runs alone knows nothing of the others; what is read from an older one arrives again.
        if (ids.size === 0) cursor.current = now;
        for (const id of missing) ids.add(id);
        store.load(missing, series);
        setState({ status: 'ready', message: null });
      })
      .catch((error: unknown) => {
        if (!abort.signal.aborted) setState(failureOf(error));
      });
    return () => abort.abort();
  }, [store, cursor, runIds, keys, withTimes, round, isHydrated]);
  return state;
}

function failureOf(error: unknown): Pick<LiveSeries, 'status' | 'message'> {
  if (error instanceof NoAnswerError) return { status: 'offline', message: null };
  return { status: 'failed', message: error instanceof Error ? error.message : String(error) };
}

/** Points as they are logged, late and repeated ones too. */
function useChanges(
  store: SeriesStore,
  cursor: RefObject<string | null>,
  runIds: readonly string[],
  keys: string[] | null,
  withTimes: boolean,
  isOn: boolean,
): void {
  const client = useClient();
  useEffect(() => {
    if (!isOn || runIds.length === 0) return;
    const selection = wholeCurves(runIds, keys, withTimes, runIds.length);
    const { unsubscribe } = client
      .subscription(SeriesChangesDocument, { ...selection, after: cursor.current })
      .subscribe(({ data }) => {
        if (!data) return;
        const { appended, replaced, cursor: now } = data.seriesChanges;
        cursor.current = now;
        store.append(appended, replaced);
      });
    return unsubscribe;
  }, [store, client, cursor, runIds, keys, withTimes, isOn]);
}

/** The part that is zoomed to; until it is there, what is known is shown larger. */
function useDetail(runIds: readonly string[], keys: string[] | null, withTimes: boolean, range: StepRange | null) {
  const [found, setFound] = useState<{
    readonly name: string;
    readonly series: readonly SeriesColumnsFragment[];
  } | null>(null);
  const [from, to] = range ?? [null, null];
  const name = from === null ? null : JSON.stringify([from, to, keys, withTimes, runIds]);
  useEffect(() => {
    if (name === null) {
      setFound(null);
      return;
    }
    const abort = new AbortController();
    const selection = wholeCurves(runIds, keys, withTimes, runIds.length);
    fetchStretch({ ...selection, fromStep: from, toStep: Number.isFinite(to) ? to : null }, abort.signal)
      .then((series) => setFound({ name, series }))
      // The lines stay as coarse as they were; that the API is away is said elsewhere.
      .catch(() => undefined);
    return () => abort.abort();
  }, [name, runIds, keys, withTimes, from, to]);
  const isFound = name !== null && found?.name === name;
  return { series: isFound ? found.series : null, isLoading: name !== null && !isFound };
}
