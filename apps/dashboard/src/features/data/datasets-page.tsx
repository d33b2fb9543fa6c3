'use client';
import { AudioLines, FolderInput, SearchX } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatCount, formatDuration, plural } from '../../format/format';
import { type DatasetCardFragment, DatasetsDocument } from '../../generated/graphql';
import { Button, LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';
import { PanelSkeleton } from '../../ui/skeleton';
import { ImportDialog } from './import-dialog';
import { ImportProgress } from './import-progress';
import { isOpen } from './job-status-label';

export function DatasetsPage({ slug }: { readonly slug: string }) {
  const router = useRouter();
  const state = useApiQuery(DatasetsDocument, { slug });
  const [isImporting, setIsImporting] = useState(false);
  const importButton = (
    <Button variant="primary" onClick={() => setIsImporting(true)}>
      <FolderInput aria-hidden /> Import
    </Button>
  );
  const datasets = state.data?.project?.datasets.nodes ?? [];
  return (
    <>
      <PageHeader
        title="Data"
        hint="Recordings with their labels, in numbered versions that never change."
        actions={datasets.length > 0 && importButton}
      />
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-40" />}>
        {({ project }) =>
          project === null ? (
            <EmptyState
              icon={SearchX}
              title={`There is no project “${slug}”`}
              action={<LinkButton href="/?all">All projects</LinkButton>}
            />
          ) : project.datasets.nodes.length === 0 ? (
            <div className="rounded-lg border border-line bg-surface">
              <EmptyState icon={AudioLines} title="No recordings yet" action={importButton}>
                <p>
                  Import a folder or a zip of RAVDESS, or any corpus with a CSV manifest. Without one at hand,{' '}
                  <code className="rounded-sm bg-subtle px-1 font-mono text-sm text-ink">voxboard demo</code> makes
                  synthetic speech to try everything with.
                </p>
              </EmptyState>
            </div>
          ) : (
            <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
              {project.datasets.nodes.map((dataset) => (
                <DatasetCard key={dataset.id} slug={slug} dataset={dataset} onChanged={state.reload} />
              ))}
            </ul>
          )
        }
      </QueryBoundary>
      <ImportDialog
        slug={slug}
        isOpen={isImporting}
        onOpenChange={setIsImporting}
        onStarted={(datasetId) => {
          state.reload();
          router.push(`/p/${slug}/data/${datasetId}`);
        }}
      />
    </>
  );
}

function DatasetCard({
  slug,
  dataset,
  onChanged,
}: {
  readonly slug: string;
  readonly dataset: DatasetCardFragment;
  readonly onChanged: () => void;
}) {
  const { latestVersion: version, imports } = dataset;
  const lastImport = imports[0];
  const readyCount = version?.featureSets.filter(({ status }) => status === 'READY').length ?? 0;
  return (
    <li className="relative flex flex-col gap-3 rounded-lg border border-line bg-surface p-4 shadow-panel transition-colors focus-within:border-accent hover:border-line-strong">
      <div className="min-w-0">
        <h2 className="truncate text-md font-semibold">
          <Link href={`/p/${slug}/data/${dataset.id}`} className="after:absolute after:inset-0 after:rounded-lg">
            {dataset.name}
          </Link>
        </h2>
        <p className="truncate text-ink-faint">
          {dataset.description || (version ? `Version ${version.number}` : 'No version yet')}
        </p>
      </div>
      {version && (
        <dl className="grid grid-cols-4 gap-2">
          <Figure name="clips" value={formatCount(version.clipCount)} />
          <Figure name="speakers" value={formatCount(version.speakerCount)} />
          <Figure name="audio" value={formatDuration(version.totalDurationSec)} />
          <Figure name="features" value={readyCount === 0 ? 'none' : plural(readyCount, 'set')} />
        </dl>
      )}
      {lastImport && (isOpen(lastImport.status) || lastImport.status === 'FAILED') && (
        <ImportProgress current={lastImport} onDone={onChanged} />
      )}
    </li>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="flex min-w-0 flex-col-reverse">
      <dt className="truncate text-sm text-ink-faint">{name}</dt>
      <dd className="numeric truncate font-medium">{value}</dd>
    </div>
  );
}
