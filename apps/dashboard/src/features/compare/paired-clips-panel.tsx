'use client';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { ClipPlayer } from '../../audio/clip-player';
import { formatPercent, MISSING } from '../../format/format';
import { type ComparedClipFragment, ComparedClipsDocument, type PairedOutcome } from '../../generated/graphql';
import { IconButton } from '../../ui/button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Pager } from '../../ui/pager';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { TableSkeleton } from '../../ui/skeleton';
import type { Subject } from './subject';

const PAGE_SIZE = 10;

/** Clips that one got right and the other wrong, to be listened to; those first on which they differ most. */
export function PairedClipsPanel({ first, second }: { readonly first: Subject; readonly second: Subject }) {
  const [outcome, setOutcome] = useState<PairedOutcome>('ONLY_FIRST');
  return (
    <Panel
      title="Clips they differ on"
      hint={`${first.name} against ${second.name}`}
      bodyClassName=""
      actions={
        <Segmented
          label="Which clips"
          value={outcome}
          options={[
            { value: 'ONLY_FIRST', label: 'Only the reference right' },
            { value: 'ONLY_SECOND', label: 'Only the other right' },
            { value: 'BOTH_WRONG', label: 'Both wrong' },
          ]}
          onChange={setOutcome}
        />
      }
    >
      <ClipPages key={outcome} first={first} second={second} outcome={outcome} />
    </Panel>
  );
}

function ClipPages({
  first,
  second,
  outcome,
}: {
  readonly first: Subject;
  readonly second: Subject;
  readonly outcome: PairedOutcome;
}) {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const [playing, setPlaying] = useState<ComparedClipFragment | null>(null);
  const variables = { first: first.id, second: second.id, outcome, size: PAGE_SIZE, after: cursors.at(-1) ?? null };
  const state = useApiQuery(ComparedClipsDocument, variables);
  return (
    <QueryBoundary state={state} loading={<TableSkeleton rows={5} />}>
      {({ pairedClips }) => {
        if (pairedClips.__typename === 'NotComparable') {
          return <p className="px-4 py-4 text-ink-soft">These two cannot be paired. {pairedClips.message}</p>;
        }
        const { nodes, totalCount, pageInfo } = pairedClips;
        if (nodes.length === 0) return <p className="px-4 py-8 text-center text-ink-faint">There is no such clip.</p>;
        return (
          <>
            <ClipTable first={first} second={second} rows={nodes} playing={playing} onPlay={setPlaying} />
            <Pager
              cursors={cursors}
              pageSize={PAGE_SIZE}
              shownCount={nodes.length}
              totalCount={totalCount}
              nextCursor={pageInfo.hasNextPage ? pageInfo.endCursor : null}
              onChange={setCursors}
            />
            {playing?.clip && (
              <ClipPlayer
                clip={playing.clip}
                caption={`${playing.actual} · speaker ${playing.clip.speaker}`}
                onClose={() => setPlaying(null)}
              />
            )}
          </>
        );
      }}
    </QueryBoundary>
  );
}

function ClipTable({
  first,
  second,
  rows,
  playing,
  onPlay,
}: {
  readonly first: Subject;
  readonly second: Subject;
  readonly rows: readonly ComparedClipFragment[];
  readonly playing: ComparedClipFragment | null;
  readonly onPlay: (row: ComparedClipFragment) => void;
}) {
  return (
    <DataTable
      caption="Clips they differ on"
      head={
        <>
          <HeadCell className="w-10">
            <span className="sr-only">Listen</span>
          </HeadCell>
          <HeadCell>Clip</HeadCell>
          <HeadCell>Speaker</HeadCell>
          <HeadCell>Actual</HeadCell>
          <HeadCell className="max-w-48 truncate">{first.name}</HeadCell>
          <HeadCell className="max-w-48 truncate">{second.name}</HeadCell>
        </>
      }
    >
      {rows.map((row) => (
        <tr
          key={`${row.clipPosition}:${row.augmentation}`}
          className={playing === row ? 'bg-accent-soft' : 'hover:bg-subtle'}
        >
          <Cell>
            <IconButton label={`Play ${row.clip?.path ?? 'the clip'}`} disabled={!row.clip} onClick={() => onPlay(row)}>
              <Play />
            </IconButton>
          </Cell>
          <Cell className="max-w-72 truncate font-mono text-sm">{row.clip?.path ?? `clip ${row.clipPosition}`}</Cell>
          <Cell className="numeric">{row.clip?.speaker ?? MISSING}</Cell>
          <Cell className="font-medium">{row.actual}</Cell>
          <Said predicted={row.firstPredicted} certainty={row.firstCertainty} actual={row.actual} />
          <Said predicted={row.secondPredicted} certainty={row.secondCertainty} actual={row.actual} />
        </tr>
      ))}
    </DataTable>
  );
}

function Said({
  predicted,
  certainty,
  actual,
}: {
  readonly predicted: string;
  readonly certainty: number | null;
  readonly actual: string;
}) {
  const isRight = predicted === actual;
  return (
    <Cell>
      <span className={isRight ? 'text-good' : 'text-bad'}>
        <span aria-hidden>{isRight ? '✓ ' : '✗ '}</span>
        {predicted}
        <span className="sr-only">{isRight ? ', right' : ', wrong'}</span>
      </span>
      <span className="numeric block text-sm text-ink-faint">
        {actual} {formatPercent(certainty, 0)}
      </span>
    </Cell>
  );
}
