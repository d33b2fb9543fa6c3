'use client';
import { useCallback, useMemo, useSyncExternalStore } from 'react';

/** What charts draw is kept per project for the session of this tab: pages come and go, the choice stays. */
const EMPTY: readonly string[] = [];
const known = new Map<string, readonly string[]>();
const listeners = new Set<() => void>();
const MAX_SHOWN = 100;

function read(slug: string): readonly string[] {
  const cached = known.get(slug);
  if (cached !== undefined) return cached;
  const stored = window.sessionStorage.getItem(keyOf(slug));
  const ids = stored === null || stored === '' ? EMPTY : stored.split(',');
  known.set(slug, ids);
  return ids;
}

function write(slug: string, ids: readonly string[]): void {
  known.set(slug, ids);
  window.sessionStorage.setItem(keyOf(slug), ids.join(','));
  for (const listener of listeners) listener();
}

function keyOf(slug: string): string {
  return `voxboard.shown.${slug}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The runs whose eyes are open: those that charts of the project draw. */
export function useEyes(slug: string) {
  const ids = useSyncExternalStore(
    subscribe,
    () => read(slug),
    () => EMPTY,
  );
  const shown = useMemo(() => new Set(ids), [ids]);
  const set = useCallback(
    (changed: readonly string[], isShown: boolean) => {
      const others = read(slug).filter((id) => !changed.includes(id));
      write(slug, isShown ? [...others, ...changed].slice(-MAX_SHOWN) : others);
    },
    [slug],
  );
  const clear = useCallback(() => write(slug, EMPTY), [slug]);
  return { ids, shown, set, clear };
}

/** Whether all, some or none of them are shown. */
export function eyeOf(ids: readonly string[], shown: ReadonlySet<string>): boolean | 'mixed' {
  const count = ids.filter((id) => shown.has(id)).length;
  return count === 0 ? false : count === ids.length ? true : 'mixed';
}
