import type { LogRowFragment } from '../../generated/graphql';

/** So many lines stay in the page; older ones are in the stored log. */
export const MAX_LINES = 5000;

/** The lines with those that arrived: each number once, ascending, the latest `MAX_LINES`. */
export function addLines(
  known: readonly LogRowFragment[],
  arrived: readonly LogRowFragment[],
): readonly LogRowFragment[] {
  const last = known.at(-1)?.number ?? 0;
  const fresh = arrived.filter(({ number }) => number > last);
  if (fresh.length === 0) return known;
  const all = [...known, ...fresh.sort((a, b) => a.number - b.number)];
  return all.length > MAX_LINES ? all.slice(-MAX_LINES) : all;
}
