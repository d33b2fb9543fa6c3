import type { BoardPlaceRow } from '@voxboard/db';
import { listName } from './board-list.js';
import type { BoardChangeKind } from './leaderboard.enums.js';

export interface PlaceChange {
  readonly kind: BoardChangeKind;
  readonly experimentId: string;
  readonly rankBefore: number | null;
  readonly rankAfter: number | null;
  readonly valueBefore: number | null;
  readonly valueAfter: number | null;
}

/** What became of each experiment between two states of a board, by its place now. Those that stayed are left out. */
export function boardChanges(before: readonly BoardPlaceRow[], after: readonly BoardPlaceRow[]): PlaceChange[] {
  const then = new Map(before.map((place) => [place.experimentId, place]));
  return after.flatMap((now): PlaceChange[] => {
    if (listName(now.list) === 'CONTROL') return [];
    const old = then.get(now.experimentId);
    const kind = kindOf(old, now);
    if (kind === null) return [];
    return [
      {
        kind,
        experimentId: now.experimentId,
        rankBefore: old?.rank ?? null,
        rankAfter: now.rank,
        valueBefore: old === undefined ? null : -old.sortScore,
        valueAfter: -now.sortScore,
      },
    ];
  });
}

function kindOf(old: BoardPlaceRow | undefined, now: BoardPlaceRow): BoardChangeKind | null {
  if (old === undefined) return 'NEW';
  if (old.list !== now.list) return 'MOVED_LIST';
  if (old.rank !== null && now.rank !== null && old.rank !== now.rank) return now.rank < old.rank ? 'UP' : 'DOWN';
  return old.sortScore === now.sortScore ? null : 'RESCORED';
}
