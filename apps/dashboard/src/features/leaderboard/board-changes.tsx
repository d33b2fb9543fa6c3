'use client';
import { ArrowDown, ArrowUp, Plus, Repeat, Shuffle } from 'lucide-react';
import { useState } from 'react';
import { useApiQuery } from '../../api/use-api-query';
import { formatPercent, plural } from '../../format/format';
import {
  type BoardChangeKind,
  LeaderboardChangesDocument,
  type LeaderboardChangesQuery,
} from '../../generated/graphql';
import { Button } from '../../ui/button';
import { useNow } from '../../ui/use-now';
import type { BoardAddress } from './board-address';
import { ExperimentLink } from './experiment-link';

type Change = NonNullable<NonNullable<LeaderboardChangesQuery['project']>['leaderboard']>['changes']['items'][number];

const WEEK_MS = 7 * 24 * 3600 * 1000;
const HOUR_MS = 3600 * 1000;
const SHOWN = 5;
const ICONS: Readonly<Record<BoardChangeKind, typeof Plus>> = {
  NEW: Plus,
  UP: ArrowUp,
  DOWN: ArrowDown,
  RESCORED: Repeat,
  MOVED_LIST: Shuffle,
};

/** What changed since this time last week. */
export function BoardChanges({ board }: { readonly board: BoardAddress }) {
  const [isOpen, setIsOpen] = useState(false);
  // To the hour, so that the query does not change with every tick of the clock.
  const now = useNow(HOUR_MS);
  const since = Number.isNaN(now) ? null : new Date(Math.floor((now - WEEK_MS) / HOUR_MS) * HOUR_MS).toISOString();
  const state = useApiQuery(LeaderboardChangesDocument, { ...board, since: since ?? '' }, { isPaused: since === null });
  const changes = state.status === 'ready' ? state.data.project?.leaderboard?.changes : null;
  if (!changes) return null;
  const shown = isOpen ? changes.items : changes.items.slice(0, SHOWN);
  return (
    <section aria-label="Changes" className="border-t border-line px-4 py-3 print:hidden">
      <h3 className="font-semibold">
        Since last week{' '}
        <span className="text-sm font-normal text-ink-faint">
          {changes.totalCount === 0 ? 'nothing has changed' : `${plural(changes.totalCount, 'experiment')} changed`}
        </span>
      </h3>
      <ul className="mt-1 flex flex-col gap-0.5">
        {shown.map((change) => (
          <li key={change.experimentId} className="flex min-w-0 flex-wrap items-center gap-x-2">
            <ChangeLine slug={board.slug} change={change} />
          </li>
        ))}
      </ul>
      {changes.items.length > SHOWN && (
        <Button size="sm" className="mt-1.5" onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? 'Fewer' : `All ${changes.items.length}`}
        </Button>
      )}
    </section>
  );
}

function ChangeLine({ slug, change }: { readonly slug: string; readonly change: Change }) {
  const Icon = ICONS[change.kind];
  return (
    <>
      <Icon aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
      <span className="min-w-0 max-w-full">
        {change.experiment ? (
          <ExperimentLink slug={slug} id={change.experimentId} name={change.experiment.name} />
        ) : (
          change.experimentId
        )}
      </span>
      <span className="numeric text-ink-soft">{changeWords(change)}</span>
    </>
  );
}

function changeWords({ kind, rankBefore, rankAfter, valueBefore, valueAfter }: Change): string {
  const score = formatPercent(valueAfter);
  switch (kind) {
    case 'NEW':
      return rankAfter === null ? `is new, with ${score} so far` : `is new at place ${rankAfter}, with ${score}`;
    case 'UP':
    case 'DOWN':
      return `went from place ${rankBefore} to ${rankAfter}, ${score}`;
    case 'RESCORED':
      return `now scores ${score} instead of ${formatPercent(valueBefore)}`;
    case 'MOVED_LIST':
      return rankAfter === null ? 'is not ranked any more' : `is ranked now, at place ${rankAfter}, with ${score}`;
  }
}
