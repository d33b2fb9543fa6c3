'use client';
import { Hourglass } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatDateTime, plural, sentenceCase } from '../../format/format';
import { LeaderboardDocument, type LeaderboardQuery } from '../../generated/graphql';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { TableSkeleton } from '../../ui/skeleton';
import { ProtocolBadge } from '../runs';
import { useRunEvents } from '../shell';
import { BaselinesNotice } from './baselines-notice';
import type { BoardAddress } from './board-address';
import { BoardChanges } from './board-changes';
import { BoardMenu } from './board-menu';
import type { BoardKey } from './choose-board';
import { EntriesTable } from './entries-table';
import { HowToRead } from './how-to-read';
import { LIST_WORDS, LISTS } from './list-words';
import { PublishedTable } from './published-table';

type Shown = NonNullable<NonNullable<LeaderboardQuery['project']>['leaderboard']>;

/** One board with what it takes to read it rightly. */
export function Board({
  address,
  boardKey,
  isEmbedded,
  figuresRevision,
  onFiguresChanged,
}: {
  readonly address: BoardAddress;
  readonly boardKey: BoardKey;
  readonly isEmbedded: boolean;
  /** Grows with every change of a published figure. */
  readonly figuresRevision: number;
  readonly onFiguresChanged: () => void;
}) {
  const { task, protocol, datasetVersion } = boardKey;
  const state = useApiQuery(LeaderboardDocument, address);
  const { reload } = state;
  const latest = useRef(reload);
  useEffect(() => {
    latest.current = reload;
  });
  useEffect(() => {
    if (figuresRevision > 0) latest.current();
  }, [figuresRevision]);
  useRunEvents((run) => {
    if (run.status === 'FINISHED') reload();
  });
  return (
    <Panel
      className="print:border-0 print:shadow-none"
      title={
        <span className="flex flex-wrap items-center gap-2">
          {sentenceCase(task)} on {datasetVersion.dataset.name}, version {datasetVersion.number}
          <ProtocolBadge protocol={protocol} />
        </span>
      }
      hint={protocol.description}
      actions={!isEmbedded && <BoardMenu board={address} />}
      bodyClassName=""
    >
      <QueryBoundary state={state} loading={<TableSkeleton rows={5} />}>
        {({ project }) => {
          const board = project?.leaderboard;
          if (!board || board.lists.length === 0) {
            return (
              <EmptyState
                icon={Hourglass}
                title={
                  address.asOf !== null
                    ? 'Nothing was measured then'
                    : boardKey.experimentCount > 0
                      ? 'No run has finished yet'
                      : 'Nothing to rank yet'
                }
              >
                {address.asOf === null
                  ? boardKey.experimentCount > 0
                    ? `${plural(boardKey.experimentCount, 'experiment')} under this protocol; the first figures appear when a run ends.`
                    : 'A sweep tries settings under this protocol. What it chooses stands here once it has ended and all its folds are trained.'
                  : 'Choose a later day, or clear the day to see the board as it is now.'}
              </EmptyState>
            );
          }
          return (
            <Results
              address={address}
              board={board}
              isLeaky={protocol.isLeakyByDesign}
              isEmbedded={isEmbedded}
              onFiguresChanged={onFiguresChanged}
            />
          );
        }}
      </QueryBoundary>
    </Panel>
  );
}

function Results({
  address,
  board,
  isLeaky,
  isEmbedded,
  onFiguresChanged,
}: {
  readonly address: BoardAddress;
  readonly board: Shown;
  readonly isLeaky: boolean;
  readonly isEmbedded: boolean;
  readonly onFiguresChanged: () => void;
}) {
  const lists = LISTS.filter((list) => board.lists.some((one) => one.list === list));
  return (
    <>
      {board.warning !== null && (
        <Notice tone="warn" title="Do not compare these with other boards" className="m-4">
          {board.warning}
        </Notice>
      )}
      <div className="flex max-w-4xl flex-col gap-1.5 px-4 py-3 text-md leading-relaxed">
        {board.statement.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <p className="text-sm text-ink-faint">
          {address.asOf === null ? `Ranked ${formatDateTime(board.rankedAt)}` : `As of ${formatDateTime(address.asOf)}`}
          {board.isStale && '; newer results are being ranked'}
        </p>
      </div>
      {lists.map((list) => (
        <section key={list} aria-label={LIST_WORDS[list].title} className="border-t border-line">
          {(list !== 'RANKED' || lists.length > 1) && (
            <h3 className="flex flex-wrap items-baseline gap-x-2 px-4 pt-3 font-semibold">
              {LIST_WORDS[list].title}
              <span className="text-sm font-normal text-ink-faint">{LIST_WORDS[list].hint}</span>
            </h3>
          )}
          <EntriesTable board={address} list={list} caption={LIST_WORDS[list].title} baselines={board.baselines} />
        </section>
      ))}
      {!isEmbedded && !isLeaky && <BaselinesNotice board={address} baselines={board.baselines} />}
      {board.publishedFigures.length > 0 && (
        <PublishedTable
          figures={board.publishedFigures}
          metric={address.metric}
          onChanged={isEmbedded ? undefined : onFiguresChanged}
        />
      )}
      {!isEmbedded && address.asOf === null && <BoardChanges board={address} />}
      <HowToRead isLeaky={isLeaky} />
    </>
  );
}
