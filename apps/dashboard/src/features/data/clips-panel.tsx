'use client';
import { FilterX, Play, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { ClipPlayer } from '../../audio/clip-player';
import { formatDuration, MISSING, sentenceCase } from '../../format/format';
import { type ClipRowFragment, VersionClipsDocument } from '../../generated/graphql';
import { IconButton } from '../../ui/button';
import { classNames } from '../../ui/class-names';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/field';
import { Pager } from '../../ui/pager';
import { Panel } from '../../ui/panel';
import { TableSkeleton } from '../../ui/skeleton';
import { type ClipTrait, useDataParams } from './data-params';

const PAGE_SIZE = 25;
const TRAITS: readonly ClipTrait[] = ['emotion', 'gender', 'intensity', 'speaker'];

/** The recordings of a version: filtered, in pages, and to be listened to. */
export function ClipsPanel({
  place,
  versionId,
  traits,
}: {
  /** Address of the dataset's page. */
  readonly place: string;
  readonly versionId: string;
  readonly traits: Readonly<Record<ClipTrait, readonly string[]>>;
}) {
  const { params, setParams, filter } = useDataParams();
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Panel
      title="Clips"
      bodyClassName=""
      actions={
        <>
          {TRAITS.filter((trait) => traits[trait].length > 0).map((trait) => (
            <Select
              key={trait}
              aria-label={sentenceCase(trait)}
              value={params[trait] ?? ''}
              onChange={(event) => setParams({ [trait]: event.target.value || null })}
              className="w-32"
            >
              <option value="">Any {trait}</option>
              {traits[trait].map((value) => (
                <option key={value} value={value}>
                  {trait === 'speaker' ? `Speaker ${value}` : value}
                </option>
              ))}
            </Select>
          ))}
          {isFiltered && (
            <IconButton
              label="Clear the filters"
              onClick={() => setParams({ emotion: null, gender: null, intensity: null, speaker: null })}
            >
              <FilterX />
            </IconButton>
          )}
        </>
      }
    >
      <ClipPages key={JSON.stringify(filter)} place={place} versionId={versionId} />
    </Panel>
  );
}

function ClipPages({ place, versionId }: { readonly place: string; readonly versionId: string }) {
  const { filter } = useDataParams();
  // Cursors of the pages that were left behind, so that one can go back.
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const [playing, setPlaying] = useState<ClipRowFragment | null>(null);
  const state = useApiQuery(VersionClipsDocument, {
    id: versionId,
    first: PAGE_SIZE,
    after: cursors.at(-1) ?? null,
    filter,
  });
  return (
    <QueryBoundary state={state} loading={<TableSkeleton rows={8} />}>
      {({ datasetVersion }) => {
        if (!datasetVersion || datasetVersion.clips.totalCount === 0) {
          return <EmptyState icon={SearchX} title="No clip matches" />;
        }
        const { nodes, pageInfo, totalCount } = datasetVersion.clips;
        return (
          <>
            <ClipTable place={place} clips={nodes} playingId={playing?.id ?? null} onPlay={setPlaying} />
            <Pager
              cursors={cursors}
              pageSize={PAGE_SIZE}
              shownCount={nodes.length}
              totalCount={totalCount}
              nextCursor={pageInfo.hasNextPage ? pageInfo.endCursor : null}
              onChange={setCursors}
            />
            {playing && <ClipPlayer clip={playing} caption={captionOf(playing)} onClose={() => setPlaying(null)} />}
          </>
        );
      }}
    </QueryBoundary>
  );
}

function captionOf({ emotion, intensity, speaker }: ClipRowFragment): string {
  return [emotion, intensity, `speaker ${speaker}`].filter(Boolean).join(' · ');
}

function ClipTable({
  place,
  clips,
  playingId,
  onPlay,
}: {
  readonly place: string;
  readonly clips: readonly ClipRowFragment[];
  readonly playingId: string | null;
  readonly onPlay: (clip: ClipRowFragment) => void;
}) {
  return (
    <DataTable
      caption="Clips"
      head={
        <>
          <HeadCell className="w-px">
            <span className="sr-only">Listen</span>
          </HeadCell>
          <HeadCell>Emotion</HeadCell>
          <HeadCell>Speaker</HeadCell>
          <HeadCell className="hidden sm:table-cell">Gender</HeadCell>
          <HeadCell className="hidden sm:table-cell">Intensity</HeadCell>
          <HeadCell className="hidden lg:table-cell">Statement</HeadCell>
          <HeadCell align="right">Length</HeadCell>
          <HeadCell className="hidden md:table-cell">File</HeadCell>
        </>
      }
    >
      {clips.map((clip) => (
        <tr key={clip.id} className={classNames('hover:bg-subtle', playingId === clip.id && 'bg-accent-soft')}>
          <Cell className="py-0">
            <IconButton label={`Play ${clip.path}`} onClick={() => onPlay(clip)}>
              <Play />
            </IconButton>
          </Cell>
          <Cell className="font-medium">
            <Link href={`${place}/clips/${clip.id}`} title="See and hear it" className="text-accent hover:underline">
              {clip.emotion ?? clip.path}
            </Link>
          </Cell>
          <Cell className="numeric">{clip.speaker}</Cell>
          <Cell className="hidden sm:table-cell">{clip.gender ?? MISSING}</Cell>
          <Cell className="hidden sm:table-cell">{clip.intensity ?? MISSING}</Cell>
          <Cell className="hidden max-w-56 truncate text-ink-soft lg:table-cell">{clip.statement ?? MISSING}</Cell>
          <Cell align="right">{formatDuration(clip.durationSec)}</Cell>
          <Cell className="hidden max-w-72 truncate font-mono text-sm text-ink-faint md:table-cell">{clip.path}</Cell>
        </tr>
      ))}
    </DataTable>
  );
}
