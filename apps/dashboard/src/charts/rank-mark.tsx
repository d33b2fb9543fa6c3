import { placeRanks, type Ranks, rankRange } from './prepare-ranks';

/** The places an entry may hold, on a line of all places of the list. */
export function RankMark({ ranks, count }: { readonly ranks: Ranks; readonly count: number }) {
  const placed = placeRanks(ranks, count);
  if (placed === null) return null;
  const words = `place ${rankRange(ranks)} of ${count}`;
  return (
    <span role="img" aria-label={words} title={words} className="relative block h-1.5 w-14 rounded-full bg-line">
      <span
        className="absolute inset-y-0 rounded-full bg-accent opacity-50"
        style={{ left: percent(placed.from), width: percent(placed.to - placed.from) }}
      />
      <span
        className="absolute top-1/2 size-1.5 -translate-x-1/2 -translate-y-1/2 rounded-full bg-accent"
        style={{ left: percent(placed.at) }}
      />
    </span>
  );
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)}%`;
}
