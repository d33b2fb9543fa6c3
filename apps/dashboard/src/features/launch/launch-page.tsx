'use client';
import { Database } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { Suspense } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import {
  type ArchitectureChoiceFragment,
  LaunchFromExperimentDocument,
  LaunchOptionsDocument,
  type LaunchOptionsQuery,
  LaunchTemplateDocument,
} from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';
import { PanelSkeleton } from '../../ui/skeleton';
import { EMPTY_FORM, type FeatureSetOption, fits, type LaunchForm } from './launch-form';
import { LaunchSheet } from './launch-sheet';
import { formFromExperiment, formFromRun } from './launch-template';

export function LaunchPage({ slug }: { readonly slug: string }) {
  return (
    <>
      <PageHeader title="Launch an experiment" hint="One run for each fold and seed; workers take them in turn." />
      <Suspense fallback={<PanelSkeleton className="h-96" />}>
        <Launch slug={slug} />
      </Suspense>
    </>
  );
}

function Launch({ slug }: { readonly slug: string }) {
  const params = useSearchParams();
  const from = params.get('from')?.replace(/^run:/, '') ?? null;
  const options = useApiQuery(LaunchOptionsDocument, { slug });
  const fromExperiment = params.get('experiment');
  const source = useApiQuery(
    LaunchFromExperimentDocument,
    { experimentId: fromExperiment ?? '' },
    { isPaused: fromExperiment === null },
  );
  const template = useApiQuery(LaunchTemplateDocument, { runId: from ?? '' }, { isPaused: from === null });
  return (
    <QueryBoundary state={options} loading={<PanelSkeleton className="h-96" />}>
      {({ project, protocolPresets }) => {
        const featureSets = listFeatureSets(project);
        if (project === null || featureSets.length === 0) return <NoFeatures slug={slug} />;
        // The sheet keeps what is typed from its first form on, so that form must be complete.
        if (from !== null && template.status === 'loading') return <PanelSkeleton className="h-96" />;
        if (fromExperiment !== null && source.status === 'loading') return <PanelSkeleton className="h-96" />;
        const run = template.data?.run;
        const experiment = source.data?.experiment;
        return (
          <LaunchSheet
            key={experiment?.id ?? run?.id ?? 'new'}
            startsAsSweep={params.get('mode') === 'sweep'}
            slug={slug}
            options={{ featureSets, architectures: project.architectures, protocols: protocolPresets }}
            start={
              experiment
                ? formFromExperiment(experiment, project.architectures)
                : run
                  ? formFromRun(run, project.architectures)
                  : firstForm(featureSets, project.architectures, params.get('features'))
            }
          />
        );
      }}
    </QueryBoundary>
  );
}

/** The newest ready features, or those the link names, what fits them, and the protocol to be believed. */
function firstForm(
  featureSets: readonly FeatureSetOption[],
  architectures: readonly ArchitectureChoiceFragment[],
  wantedId: string | null,
): LaunchForm {
  const wanted = featureSets.find(({ id }) => id === wantedId);
  const ready = featureSets.find(({ status }) => status === 'READY');
  const featureSet = wanted ?? ready ?? null;
  const architecture = architectures.find((option) => fits(option, featureSet));
  return {
    ...EMPTY_FORM,
    featureSetId: featureSet?.id ?? null,
    architectureIds: architecture ? [architecture.id] : [],
    protocolName: 'by-speaker',
  };
}

function listFeatureSets(project: LaunchOptionsQuery['project']): FeatureSetOption[] {
  return (project?.datasets.nodes ?? []).flatMap((dataset) =>
    [...dataset.versions]
      .sort((a, b) => b.number - a.number)
      .flatMap((version) =>
        version.featureSets.map((featureSet) => ({
          ...featureSet,
          datasetName: dataset.name,
          versionNumber: version.number,
          speakerCount: version.speakerCount,
        })),
      ),
  );
}

function NoFeatures({ slug }: { readonly slug: string }) {
  return (
    <EmptyState
      icon={Database}
      title="There is nothing to train on yet"
      action={
        <LinkButton href={`/p/${slug}/data`} variant="primary">
          <Database aria-hidden /> Go to the data
        </LinkButton>
      }
    >
      Import a dataset and compute features of it; then they can be chosen here.
    </EmptyState>
  );
}
