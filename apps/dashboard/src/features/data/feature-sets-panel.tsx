'use client';
import { Rocket, Waves } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatCount, plural } from '../../format/format';
import { type DatasetPageQuery, type FeatureSetRowFragment, VersionFeatureSetsDocument } from '../../generated/graphql';
import { Button, LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { TableSkeleton } from '../../ui/skeleton';
import { ComputeFeaturesDialog } from './compute-features-dialog';
import { CancelButton, FeatureSetProgress, useFeatureSetProgress } from './feature-set-progress';
import { isOpen, JobStatusLabel } from './job-status-label';

/** The features computed from a version: models are trained on these. */
export function FeatureSetsPanel({
  slug,
  datasetId,
  versionId,
  presets,
}: {
  readonly slug: string;
  readonly datasetId: string;
  readonly versionId: string;
  readonly presets: DatasetPageQuery['recipePresets'];
}) {
  const state = useApiQuery(VersionFeatureSetsDocument, { id: versionId });
  const [isComputing, setIsComputing] = useState(false);
  const computeButton = (
    <Button onClick={() => setIsComputing(true)}>
      <Waves aria-hidden /> Compute features
    </Button>
  );
  const sets = state.data?.datasetVersion?.featureSets ?? [];
  return (
    <Panel
      title="Features"
      hint="what models are trained on"
      bodyClassName=""
      actions={sets.length > 0 && computeButton}
    >
      <QueryBoundary state={state} loading={<TableSkeleton rows={3} />}>
        {() =>
          sets.length === 0 ? (
            <EmptyState icon={Waves} title="No features yet" action={computeButton}>
              Before a model can be trained, each recording is turned into numbers by a recipe.
            </EmptyState>
          ) : (
            <ul className="divide-y divide-line">
              {sets.map((set) => (
                <FeatureSetItem key={set.id} slug={slug} datasetId={datasetId} set={set} />
              ))}
            </ul>
          )
        }
      </QueryBoundary>
      <ComputeFeaturesDialog
        versionId={versionId}
        presets={presets}
        existing={sets}
        isOpen={isComputing}
        onOpenChange={setIsComputing}
        onStarted={state.reload}
      />
    </Panel>
  );
}

function FeatureSetItem({
  slug,
  datasetId,
  set,
}: {
  readonly slug: string;
  readonly datasetId: string;
  readonly set: FeatureSetRowFragment;
}) {
  useFeatureSetProgress(set);
  const isFollowed = isOpen(set.status);
  const { failures } = set;
  return (
    <li className="flex flex-col gap-2 px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Link
          href={`/p/${slug}/data/${datasetId}/features/${set.id}`}
          className="min-w-0 basis-44 truncate font-medium text-accent hover:underline"
        >
          {set.name}
        </Link>
        <JobStatusLabel status={set.status} />
        {set.status === 'READY' && (
          <span className="numeric text-sm text-ink-faint">
            {plural(set.rowsPerClip, 'row')} a clip · {set.rowShape.map(formatCount).join(' × ')} numbers a row
          </span>
        )}
        {failures.length > 0 && <span className="text-sm text-warn">{plural(failures.length, 'clip')} left out</span>}
        <span className="ml-auto">
          {isFollowed && <CancelButton set={set} size="sm" />}
          {set.status === 'READY' && (
            <LinkButton size="sm" variant="ghost" href={`/p/${slug}/launch?features=${set.id}`}>
              <Rocket aria-hidden /> Train on it
            </LinkButton>
          )}
        </span>
      </div>
      {isFollowed && <FeatureSetProgress set={set} />}
      {set.status === 'FAILED' && (
        <Notice tone="bad">{set.error ?? 'The worker gave no reason; its log has more.'}</Notice>
      )}
    </li>
  );
}
