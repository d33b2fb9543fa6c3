'use client';
import { useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { type Axis, fitIntervals, IntervalAxis } from '../../charts';
import {
  type BoardBaselineFragment,
  type BoardList,
  LeaderboardEntriesDocument,
  type LeaderboardRowFragment,
} from '../../generated/graphql';
import { DataTable, HeadCell } from '../../ui/data-table';
import { Pager } from '../../ui/pager';
import { TableSkeleton } from '../../ui/skeleton';
import { BaselineRow } from './baseline-row';
import { type BoardAddress, METRIC_NAMES } from './board-address';
import { baselineInterval, scoreInterval } from './board-scores';
import { PRINTED, WIDE } from './column-visibility';
import { EntryRow } from './entry-row';

const PAGE_SIZE = 50;

/** One list of a board, a page at a time; the ranked one ends in what it is held against. */
export function EntriesTable({
  board,
  list,
  caption,
  baselines,
}: {
  readonly board: BoardAddress;
  readonly list: BoardList;
  readonly caption: string;
  /** Drawn as lines across the axis, and listed where `list` is the one that is ranked. */
  readonly baselines: readonly BoardBaselineFragment[];
}) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const { metric } = board;
  const state = useApiQuery(LeaderboardEntriesDocument, {
    ...board,
    list,
    first: PAGE_SIZE,
    after: cursors.at(-1) ?? null,
  });
  return (
    <QueryBoundary state={state} loading={<TableSkeleton rows={4} />}>
      {({ project }) => {
        const entries = project?.leaderboard?.entries;
        if (!entries || entries.nodes.length === 0) return null;
        // The axis spans the entries alone: stretched down to chance, it would hide whether their intervals overlap.
        const axis = fitIntervals(entries.nodes.map((entry) => scoreInterval(entry, metric)));
        const references = baselines.map((baseline) => ({
          name: baseline.name,
          value: baselineInterval(baseline, metric).value,
        }));
        return (
          <>
            <DataTable caption={caption} head={<Head board={board} axis={axis} />}>
              {entries.nodes.map((entry: LeaderboardRowFragment) => (
                <EntryRow
                  key={entry.experimentId}
                  board={board}
                  entry={entry}
                  axis={axis}
                  references={references}
                  count={entries.totalCount}
                />
              ))}
              {list === 'RANKED' &&
                baselines.map((baseline) => (
                  <BaselineRow key={baseline.name} board={board} baseline={baseline} axis={axis} />
                ))}
            </DataTable>
            {entries.totalCount > PAGE_SIZE && (
              <Pager
                cursors={cursors}
                pageSize={PAGE_SIZE}
                shownCount={entries.nodes.length}
                totalCount={entries.totalCount}
                nextCursor={entries.pageInfo.hasNextPage ? entries.pageInfo.endCursor : null}
                onChange={setCursors}
              />
            )}
          </>
        );
      }}
    </QueryBoundary>
  );
}

function Head({ board: { metric }, axis }: { readonly board: BoardAddress; readonly axis: Axis }) {
  const others = (['UAR', 'ACCURACY', 'MACRO_F1'] as const).filter((one) => one !== metric);
  return (
    <>
      <HeadCell className="w-px">
        <abbr
          title="Place; a range where the data allow several. Equal letters cannot be told apart."
          className="no-underline"
        >
          Place
        </abbr>
      </HeadCell>
      <HeadCell>Experiment</HeadCell>
      <HeadCell align="right" className="w-px">
        {METRIC_NAMES[metric]}
      </HeadCell>
      <HeadCell className="hidden w-[26%] min-w-44 pt-4 md:table-cell print:table-cell">
        <span className="sr-only">{METRIC_NAMES[metric]} with its 95 % interval, in per cent</span>
        <IntervalAxis axis={axis} />
      </HeadCell>
      {others.map((one, index) => (
        <HeadCell key={one} align="right" className={index === 0 ? PRINTED : WIDE}>
          {METRIC_NAMES[one]}
        </HeadCell>
      ))}
      <HeadCell align="right" className={PRINTED}>
        <abbr title="Finished runs of those planned: seeds × folds. All are in the score." className="no-underline">
          Runs
        </abbr>
      </HeadCell>
      <HeadCell align="right" className={WIDE}>
        Parameters
      </HeadCell>
      <HeadCell align="right" className={WIDE}>
        Training
      </HeadCell>
      <HeadCell className={PRINTED}>Audit</HeadCell>
    </>
  );
}
