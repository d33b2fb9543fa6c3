'use client';
import { ChevronLeft, FolderInput, SearchX } from 'lucide-react';
import Link from 'next/link';
import { Suspense, useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatCount, formatDateTime, formatDuration } from '../../format/format';
import { DatasetPageDocument, type DatasetPageQuery, type VersionLineFragment } from '../../generated/graphql';
import { Button, LinkButton } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/field';
import { PageHeader } from '../../ui/page-header';
import { Panel } from '../../ui/panel';
import { PropertyList } from '../../ui/property-list';
import { PanelSkeleton } from '../../ui/skeleton';
import { DeleteDataButton } from '../trash/delete-data-button';
import { useDataParams } from './data-params';
import { FeatureSetsPanel } from './feature-sets-panel';
import { ImportDialog } from './import-dialog';
import { ImportProgress } from './import-progress';
import { ImportReports } from './import-reports';
import { isOpen } from './job-status-label';
import { VersionExplorer } from './version-explorer';

export function DatasetPage({ slug, datasetId }: { readonly slug: string; readonly datasetId: string }) {
  const state = useApiQuery(DatasetPageDocument, { id: datasetId });
  return (
    <Suspense fallback={<PanelSkeleton />}>
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
        {({ dataset, recipePresets }) =>
          dataset === null ? (
            <EmptyState
              icon={SearchX}
              title="There is no such dataset"
              action={<LinkButton href={`/p/${slug}/data`}>All datasets</LinkButton>}
            >
              Check the address.
            </EmptyState>
          ) : (
            <Dataset slug={slug} dataset={dataset} presets={recipePresets} onChanged={state.reload} />
          )
        }
      </QueryBoundary>
    </Suspense>
  );
}

function Dataset({
  slug,
  dataset,
  presets,
  onChanged,
}: {
  readonly slug: string;
  readonly dataset: NonNullable<DatasetPageQuery['dataset']>;
  readonly presets: DatasetPageQuery['recipePresets'];
  readonly onChanged: () => void;
}) {
  const { params, setParams } = useDataParams();
  const [isImporting, setIsImporting] = useState(false);
  const { versions, imports } = dataset;
  const version = versions.find(({ number }) => number === params.v) ?? newest(versions);
  const openImports = imports.filter(({ status }) => isOpen(status));
  return (
    <>
      <Link
        href={`/p/${slug}/data`}
        className="mb-1 inline-flex items-center gap-0.5 text-sm text-ink-faint hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-3.5" /> Data
      </Link>
      <PageHeader
        title={dataset.name}
        hint={dataset.description || undefined}
        actions={
          <>
            {version && versions.length > 1 && (
              <Select
                aria-label="Version"
                value={version.number}
                onChange={(event) =>
                  setParams({
                    v: Number(event.target.value),
                    emotion: null,
                    gender: null,
                    intensity: null,
                    speaker: null,
                  })
                }
              >
                {versions.map(({ number }) => (
                  <option key={number} value={number}>
                    Version {number}
                  </option>
                ))}
              </Select>
            )}
            <DeleteDataButton kind="DATASET" id={dataset.id} name={dataset.name} leaveTo={`/p/${slug}/data`} />
            <Button onClick={() => setIsImporting(true)}>
              <FolderInput aria-hidden /> Import again
            </Button>
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {openImports.map((current) => (
          <Panel key={current.id} title="Importing">
            <ImportProgress current={current} onDone={onChanged} />
          </Panel>
        ))}
        {version ? (
          <>
            <VersionExplorer
              key={version.id}
              place={`/p/${slug}/data/${dataset.id}`}
              versionId={version.id}
              facts={<VersionFacts version={version} />}
            />
            <FeatureSetsPanel slug={slug} datasetId={dataset.id} versionId={version.id} presets={presets} />
          </>
        ) : (
          openImports.length === 0 && (
            <EmptyState
              icon={FolderInput}
              title="No version yet"
              action={<Button onClick={() => setIsImporting(true)}>Import again</Button>}
            >
              No import has succeeded so far; the reports below say why.
            </EmptyState>
          )
        )}
        <ImportReports imports={imports.filter(({ status }) => !isOpen(status))} />
      </div>
      <ImportDialog
        slug={slug}
        datasetName={dataset.name}
        isOpen={isImporting}
        onOpenChange={setIsImporting}
        onStarted={onChanged}
      />
    </>
  );
}

function newest(versions: readonly VersionLineFragment[]): VersionLineFragment | undefined {
  return [...versions].sort((a, b) => b.number - a.number)[0];
}

function VersionFacts({ version }: { readonly version: VersionLineFragment }) {
  return (
    <Panel title={`Version ${version.number}`}>
      <PropertyList
        items={[
          { name: 'Clips', value: <span className="numeric">{formatCount(version.clipCount)}</span> },
          { name: 'Speakers', value: <span className="numeric">{formatCount(version.speakerCount)}</span> },
          { name: 'Audio', value: formatDuration(version.totalDurationSec) },
          { name: 'Made', value: formatDateTime(version.createdAt) },
          {
            name: 'Content',
            value: (
              <span className="flex items-center gap-1">
                <code className="truncate font-mono text-sm" title={version.contentHash}>
                  {version.contentHash.slice(0, 12)}
                </code>
                <CopyButton text={version.contentHash} label="Copy the content hash" />
              </span>
            ),
          },
        ]}
      />
      <p className="mt-3 text-sm text-ink-faint">
        The hash stands for every recording and label: two versions with the same hash hold the same data.
      </p>
    </Panel>
  );
}
