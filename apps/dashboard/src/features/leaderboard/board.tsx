'use client';
import { Hourglass } from 'lucide-react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { plural, sentenceCase } from '../../format/format';
import { LeaderboardDocument } from '../../generated/graphql';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { TableSkeleton } from '../../ui/skeleton';
import { ProtocolBadge } from '../runs';
import { BoardTable } from './board-table';
import type { BoardKey } from './choose-board';

/** One board with what it takes to read it rightly. */
export function Board({ slug, board }: { readonly slug: string; readonly board: BoardKey }) {
  const { task, protocol, datasetVersion } = board;
  const state = useApiQuery(LeaderboardDocument, {
    slug,
    task,
    datasetVersionId: datasetVersion.id,
    protocolHash: protocol.hash,
  });
  return (
    <Panel
      title={
        <span className="flex flex-wrap items-center gap-2">
          {sentenceCase(task)} on {datasetVersion.dataset.name}, version {datasetVersion.number}
          <ProtocolBadge protocol={protocol} />
        </span>
      }
      hint={protocol.description}
      bodyClassName=""
    >
      <QueryBoundary state={state} loading={<TableSkeleton rows={5} />}>
        {({ project }) => {
          const leaderboard = project?.leaderboard;
          if (!leaderboard || leaderboard.entries.nodes.length === 0) {
            return (
              <EmptyState icon={Hourglass} title="No run has finished yet">
                {plural(board.experimentCount, 'experiment')} under this protocol; the first figures appear when a run
                ends.
              </EmptyState>
            );
          }
          return (
            <>
              {leaderboard.warning !== null && (
                <Notice tone="warn" title="Do not compare these with other boards" className="m-4">
                  {leaderboard.warning}
                </Notice>
              )}
              <BoardTable slug={slug} entries={leaderboard.entries.nodes} baselines={leaderboard.baselines} />
              <HowToRead isLeaky={protocol.isLeakyByDesign} />
            </>
          );
        }}
      </QueryBoundary>
    </Panel>
  );
}

function HowToRead({ isLeaky }: { readonly isLeaky: boolean }) {
  return (
    <div className="border-t border-line px-4 py-3 text-ink-soft">
      <p className="max-w-4xl">
        <strong className="font-medium text-ink">How to read it. </strong>
        {isLeaky
          ? 'As above, except that no interval makes up for the split: copies of test clips were trained on, so these figures say nothing about new voices.'
          : 'UAR is the mean of the recalls of all classes, so guessing the commonest class gains nothing. The dot is measured over all test clips of all finished runs; the bar is its 95 % interval, from drawing the speakers anew; thin strokes are single runs. Where bars overlap the order may be luck, and the place is a range such as 1–3.'}
      </p>
    </div>
  );
}
