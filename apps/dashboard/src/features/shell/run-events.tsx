'use client';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef } from 'react';
import { useLive } from '../../api/use-live';
import { ProjectRunChangedDocument, type RunRowFragment } from '../../generated/graphql';

type Listener = (run: RunRowFragment) => void;
const RunEvents = createContext<((listener: Listener) => () => void) | null>(null);

/**
 * One subscription for the whole project. The cache takes each change by itself, so every place that shows the run is
 * up to date; listeners are for those who must know that a run is new.
 */
export function RunEventsProvider({ slug, children }: { readonly slug: string; readonly children: ReactNode }) {
  const listeners = useRef(new Set<Listener>());
  useLive(ProjectRunChangedDocument, { slug }, ({ runChanged }) => {
    for (const listener of listeners.current) listener(runChanged);
  });
  const subscribe = useCallback((listener: Listener) => {
    listeners.current.add(listener);
    return () => {
      listeners.current.delete(listener);
    };
  }, []);
  return <RunEvents value={subscribe}>{children}</RunEvents>;
}

/** Calls the listener with every run of the project that changes while the component is shown. */
export function useRunEvents(listener: Listener): void {
  const subscribe = useContext(RunEvents);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => subscribe?.((run) => latest.current(run)), [subscribe]);
}
