'use client';
import { Rocket, Waves } from 'lucide-react';
import { useState } from 'react';
import { useSubscription } from 'urql';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatCount, plural } from '../../format/format';
import {
  type DatasetPageQuery,
  FeatureSetProgressedDocument,
  type FeatureSetRowFragment,
  VersionFeatureSetsDocument,
} from '../../generated/graphql';
import { Button, LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Notice } from '../../ui/notice';
import { Panel } from '../../ui/panel';
import { ProgressBar } from '../../ui/progress-bar';
import { TableSkeleton } from '../../ui/skeleton';
import { ComputeFeaturesDialog } from './compute-features-dialog';
import { isOpen, JobStatusLabel } from './job-status-label';

/** The features computed from a version: models are trained on these. */
export function FeatureSetsPanel({
  slug,
  versionId,
  presets,
}: {
  readonly slug: string;
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
                <FeatureSetItem key={set.id} slug={slug} set={set} />
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

function FeatureSetItem({ slug, set }: { readonly slug: string; readonly set: FeatureSetRowFragment }) {
  const isFollowed = isOpen(set.status);
  useSubscription({
    query: FeatureSetProgressedDocument,
    variables: { featureSetId: set.id },
    pause: !isFollowed,
  });
  const { failures } = set;
  return (
    <li className="flex flex-col gap-2 px-4 py-2.5">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <span className="min-w-0 basis-44 truncate font-medium">{set.name}</span>
        <JobStatusLabel status={set.status} />
        <span className="numeric text-sm text-ink-faint">
          {isFollowed
            ? `${formatCount(set.clipsDone)} of ${formatCount(set.clipsTotal)} clips`
            : `${plural(set.rowsPerClip, 'row')} a clip · ${set.rowShape.map(formatCount).join(' × ')} numbers a row`}
        </span>
        {failures.length > 0 && <span className="text-sm text-warn">{plural(failures.length, 'clip')} left out</span>}
        {set.status === 'READY' && (
          <LinkButton size="sm" variant="ghost" href={`/p/${slug}/launch?features=${set.id}`} className="ml-auto">
            <Rocket aria-hidden /> Train on it
          </LinkButton>
        )}
      </div>
      {isFollowed && <ProgressBar label={`Computing ${set.name}`} done={set.clipsDone} total={set.clipsTotal} />}
      {set.status === 'FAILED' && (
        <Notice tone="bad">{set.error ?? 'The worker gave no reason; its log has more.'}</Notice>
      )}
      <details className="text-sm text-ink-soft">
        <summary className="w-fit text-ink-faint hover:text-ink">
          Recipe{failures.length > 0 && ' and failures'}
        </summary>
        <pre className="mt-1.5 max-h-64 overflow-auto rounded-md bg-subtle p-3 font-mono text-xs">
          {JSON.stringify(set.recipe, null, 2)}
        </pre>
        {failures.length > 0 && (
          <ul className="mt-2 flex flex-col gap-0.5">
            {failures.slice(0, 50).map(({ position, path, reason }) => (
              <li key={position}>
                <code className="font-mono">{path}</code>: {reason}
              </li>
            ))}
          </ul>
        )}
      </details>
    </li>
  );
}
