'use client';
import { ChevronLeft, Download, RefreshCw, Rocket, SearchX } from 'lucide-react';
import Link from 'next/link';
import { Suspense, useEffect, useRef } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { useMutationResult } from '../../api/use-mutation-result';
import { elapsedSeconds, formatCount, formatDateTime, formatDuration, plural } from '../../format/format';
import { ComputeFeatureSetDocument, FeatureSetPageDocument, type FeatureSetPageQuery } from '../../generated/graphql';
import { Button, LinkButton } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/field';
import { Notice } from '../../ui/notice';
import { notify } from '../../ui/notify';
import { PageHeader } from '../../ui/page-header';
import { Panel } from '../../ui/panel';
import { PropertyList } from '../../ui/property-list';
import { Segmented } from '../../ui/segmented';
import { PanelSkeleton } from '../../ui/skeleton';
import { DeleteDataButton } from '../trash/delete-data-button';
import { FeatureDistributionPanel, FeatureProjectionPanel } from './feature-figures';
import { CLIP_TRAITS, useFeatureParams } from './feature-params';
import { CancelButton, FeatureSetProgress, useFeatureSetProgress } from './feature-set-progress';
import { FeatureStatisticsPanel } from './feature-statistics-panel';
import { isOpen, JobStatusLabel } from './job-status-label';
import { RecipeSummary } from './recipe-summary';

type FeatureSet = NonNullable<FeatureSetPageQuery['featureSet']>;

interface Place {
  readonly slug: string;
  readonly datasetId: string;
  readonly featureSetId: string;
}

export function FeatureSetPage(place: Place) {
  const state = useApiQuery(FeatureSetPageDocument, { id: place.featureSetId });
  return (
    <Suspense fallback={<PanelSkeleton />}>
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
        {({ featureSet }) =>
          featureSet === null ? (
            <EmptyState
              icon={SearchX}
              title="There is no such feature set"
              action={<LinkButton href={`/p/${place.slug}/data`}>All datasets</LinkButton>}
            >
              Check the address.
            </EmptyState>
          ) : (
            <Content place={place} set={featureSet} onChanged={state.reload} />
          )
        }
      </QueryBoundary>
    </Suspense>
  );
}

function Content({
  place,
  set,
  onChanged,
}: {
  readonly place: Place;
  readonly set: FeatureSet;
  readonly onChanged: () => void;
}) {
  useFeatureSetProgress(set);
  useReloadWhenReady(set, onChanged);
  const { slug } = place;
  const { dataset, number } = set.datasetVersion;
  return (
    <>
      <Link
        href={`/p/${slug}/data/${dataset.id}?v=${number}`}
        className="mb-1 inline-flex items-center gap-0.5 text-sm text-ink-faint hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-3.5" /> {dataset.name}, version {number}
      </Link>
      <PageHeader
        title={set.name}
        hint={<JobStatusLabel status={set.status} />}
        actions={
          <>
            {!isOpen(set.status) && (
              <DeleteDataButton
                kind="FEATURE_SET"
                id={set.id}
                name={set.name}
                leaveTo={`/p/${slug}/data/${dataset.id}?v=${number}`}
              />
            )}
            <Actions slug={slug} set={set} onChanged={onChanged} />
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {isOpen(set.status) && (
          <Panel title="Computing">
            <FeatureSetProgress set={set} />
          </Panel>
        )}
        <Ending set={set} />
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="flex min-w-0 flex-col gap-4">
            <Panel title="Recipe" hint="how a recording becomes numbers">
              <RecipeSummary recipe={set.recipe} />
            </Panel>
            {set.exports.length > 0 && <Downloads set={set} />}
          </div>
          <Facts set={set} />
        </div>
        {set.failures.length > 0 && <Failures set={set} />}
        {set.status === 'READY' && <Exploration place={place} set={set} />}
      </div>
    </>
  );
}

/** Figures and files are there once the computation has ended, which is told by the subscription alone. */
function useReloadWhenReady({ status, exports }: FeatureSet, reload: () => void): void {
  const latest = useRef(reload);
  useEffect(() => {
    latest.current = reload;
  });
  const isBehind = status === 'READY' && exports.length === 0;
  useEffect(() => {
    if (isBehind) latest.current();
  }, [isBehind]);
}

function Actions({
  slug,
  set,
  onChanged,
}: {
  readonly slug: string;
  readonly set: FeatureSet;
  readonly onChanged: () => void;
}) {
  const [compute, isStarting] = useMutationResult(ComputeFeatureSetDocument, 'computeFeatureSet');
  if (isOpen(set.status)) return <CancelButton set={set} />;
  if (set.status === 'READY') {
    return (
      <LinkButton variant="primary" href={`/p/${slug}/launch?features=${set.id}`}>
        <Rocket aria-hidden /> Train on it
      </LinkButton>
    );
  }
  const again = async () => {
    const input = { datasetVersionId: set.datasetVersion.id, recipe: set.recipe };
    const outcome = await compute({ input });
    if (!outcome.ok) notify('error', outcome.failure.message);
    onChanged();
  };
  return (
    <Button variant="primary" disabled={isStarting} onClick={again}>
      <RefreshCw aria-hidden /> Compute again
    </Button>
  );
}

function Ending({ set }: { readonly set: FeatureSet }) {
  if (set.status === 'FAILED') {
    return (
      <Notice tone="bad" title="The computation failed">
        {set.error ?? 'The worker gave no reason; its log has more.'}
      </Notice>
    );
  }
  if (set.status !== 'CANCELED') return null;
  return (
    <Notice title="The computation was canceled">
      {plural(set.clipsDone, 'clip')} of {formatCount(set.clipsTotal)} had been computed. They are kept: computing again
      goes on from there.
    </Notice>
  );
}

function Facts({ set }: { readonly set: FeatureSet }) {
  const { clipsTotal, rowsPerClip, rowShape, columnNames } = set;
  const seconds = elapsedSeconds(set.startedAt, set.finishedAt, 0);
  const items = [
    {
      name: 'Rows',
      value: `${formatCount(clipsTotal * rowsPerClip)} (${plural(clipsTotal, 'clip')} × ${rowsPerClip})`,
    },
    { name: 'Shape of a row', value: rowShape.length === 0 ? 'not known yet' : rowShape.map(formatCount).join(' × ') },
    { name: 'Features', value: columnNames.length === 0 ? 'not known yet' : formatCount(columnNames.length) },
    ...(set.finishedAt && set.status === 'READY'
      ? [
          {
            name: 'Computed',
            value: `${formatDateTime(set.finishedAt)}, in ${formatDuration(seconds)}${set.clipsCached > 0 ? ` (${formatCount(set.clipsCached)} clips had been computed before)` : ''}`,
          },
        ]
      : []),
    { name: 'Recipe', value: <Hash text={set.recipeHash} label="Copy the recipe's hash" /> },
    ...(set.matrixSha256
      ? [{ name: 'Matrix', value: <Hash text={set.matrixSha256} label="Copy the matrix's hash" /> }]
      : []),
    ...(set.indexSha256
      ? [{ name: 'Index', value: <Hash text={set.indexSha256} label="Copy the index's hash" /> }]
      : []),
  ];
  return (
    <Panel title="Facts">
      <PropertyList items={items} />
    </Panel>
  );
}

function Hash({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="truncate font-mono text-sm" title={text}>
        {text.slice(0, 12)}
      </code>
      <CopyButton text={text} label={label} />
    </span>
  );
}

const FILE_NAMES: Readonly<Record<string, string>> = {
  npy: 'Matrix (.npy)',
  index: 'Index (.csv)',
  statistics: 'Statistics (.csv)',
  csv: 'Features (.csv)',
  parquet: 'Features (.parquet)',
};

function Downloads({ set }: { readonly set: FeatureSet }) {
  return (
    <Panel title="Files" bodyClassName="grid py-1.5 sm:grid-cols-2 xl:grid-cols-3">
      {set.exports.map(({ format, url, description }) => (
        <a key={format} href={url} download className="flex items-start gap-2.5 px-4 py-2 hover:bg-subtle">
          <Download aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
          <span className="min-w-0">
            <span className="block font-medium">{FILE_NAMES[format] ?? format}</span>
            <span className="block text-sm text-ink-faint">{description}</span>
          </span>
        </a>
      ))}
    </Panel>
  );
}

const MAX_FAILURES = 200;

function Failures({ set }: { readonly set: FeatureSet }) {
  const { failures } = set;
  return (
    <Panel
      title="Clips without features"
      hint={`${formatCount(failures.length)} of ${formatCount(set.clipsTotal)}`}
      bodyClassName=""
    >
      <DataTable
        caption="Clips without features"
        className="max-h-72 overflow-y-auto"
        head={
          <>
            <HeadCell>Clip</HeadCell>
            <HeadCell>Reason</HeadCell>
          </>
        }
      >
        {failures.slice(0, MAX_FAILURES).map(({ position, path, reason }) => (
          <tr key={position}>
            <Cell className="font-mono text-sm break-all">{path}</Cell>
            <Cell className="text-ink-soft">{reason}</Cell>
          </tr>
        ))}
      </DataTable>
      {failures.length > MAX_FAILURES && (
        <p className="border-t border-line px-4 py-2 text-sm text-ink-faint">
          The first {MAX_FAILURES} of {formatCount(failures.length)}.
        </p>
      )}
    </Panel>
  );
}

function Exploration({ place, set }: { readonly place: Place; readonly set: FeatureSet }) {
  const [{ by, row }, setParams] = useFeatureParams();
  const rowNames = describeRows(set.recipe);
  const firstColumn = set.columnNames[0];
  const isWaveform = set.columnNames.length === 1 && firstColumn === 'waveform';
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <Segmented
          label="Classes"
          value={by}
          options={CLIP_TRAITS.map((trait) => ({ value: trait, label: TRAIT_LABELS[trait] }))}
          onChange={(trait) => setParams({ by: trait })}
        />
        {rowNames.length > 1 && (
          <Select
            aria-label="Augmentation row"
            value={row}
            onChange={(event) => setParams({ row: Number(event.target.value) || null })}
            className="w-44"
          >
            {rowNames.map((name, index) => (
              <option key={name} value={index}>
                Row {index}: {name}
              </option>
            ))}
          </Select>
        )}
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        {!isWaveform && (
          <FeatureProjectionPanel
            featureSetId={set.id}
            clipHref={(clipId) => `/p/${place.slug}/data/${place.datasetId}/clips/${clipId}?recipe=${set.id}`}
          />
        )}
        {firstColumn !== undefined && <FeatureDistributionPanel featureSetId={set.id} firstColumn={firstColumn} />}
      </div>
      <FeatureStatisticsPanel featureSetId={set.id} />
    </>
  );
}

const TRAIT_LABELS = { EMOTION: 'Emotion', GENDER: 'Gender', INTENSITY: 'Intensity', SPEAKER: 'Speaker' } as const;

/** Names of the recipe's rows; none when it is no recipe. */
function describeRows(recipe: unknown): string[] {
  if (typeof recipe !== 'object' || recipe === null || !('rows' in recipe)) return [];
  const { rows } = recipe;
  return Array.isArray(rows) ? rows.map((row: unknown) => nameOf(row)) : [];
}

function nameOf(row: unknown): string {
  return typeof row === 'object' && row !== null && 'name' in row ? String(row.name) : '';
}
