'use client';
import { FolderInput, SearchX } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { Suspense } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatCount } from '../../format/format';
import { TemplatePlacesDocument, type TemplatePlacesQuery, TemplatesDocument } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/field';
import { PageHeader } from '../../ui/page-header';
import { PanelSkeleton } from '../../ui/skeleton';
import { TemplateForm } from './template-form';

type Dataset = NonNullable<TemplatePlacesQuery['project']>['datasets']['nodes'][number];

/** Ready-made sets of experiments, launched on a version of the data. */
export function TemplatesPage({ slug }: { readonly slug: string }) {
  return (
    <Suspense fallback={<PanelSkeleton className="h-96" />}>
      <Templates slug={slug} />
    </Suspense>
  );
}

function Templates({ slug }: { readonly slug: string }) {
  const state = useApiQuery(TemplatePlacesDocument, { slug });
  const [wanted, setWanted] = useQueryState('version', parseAsString);
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {({ project }) => {
        if (project === null) {
          return (
            <EmptyState
              icon={SearchX}
              title={`There is no project “${slug}”`}
              action={<LinkButton href="/?all">All projects</LinkButton>}
            />
          );
        }
        const versions = project.datasets.nodes.flatMap((dataset) =>
          dataset.versions.map((version) => ({ ...version, dataset })),
        );
        const version = versions.find(({ id }) => id === wanted) ?? versions[0];
        return (
          <>
            <PageHeader
              title="Templates"
              hint="Ready-made sets of experiments. Features that are missing are computed first; the runs follow by themselves."
              actions={
                version && <VersionSelect versions={versions} value={version.id} onChange={(id) => setWanted(id)} />
              }
            />
            {version ? (
              <TemplateForms key={version.id} slug={slug} versionId={version.id} />
            ) : (
              <div className="rounded-lg border border-line bg-surface">
                <EmptyState
                  icon={FolderInput}
                  title="No data yet"
                  action={
                    <LinkButton href={`/p/${slug}/data`} variant="primary">
                      Import a dataset
                    </LinkButton>
                  }
                >
                  A template runs on recordings of yours, RAVDESS for example. Import them first.
                </EmptyState>
              </div>
            )}
          </>
        );
      }}
    </QueryBoundary>
  );
}

function VersionSelect({
  versions,
  value,
  onChange,
}: {
  readonly versions: readonly (Dataset['versions'][number] & { readonly dataset: Dataset })[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  return (
    <Select aria-label="Data" value={value} onChange={(event) => onChange(event.target.value)} className="max-w-72">
      {versions.map(({ id, number, clipCount, dataset }) => (
        <option key={id} value={id}>
          {dataset.name}, version {number} ({formatCount(clipCount)} clips)
        </option>
      ))}
    </Select>
  );
}

function TemplateForms({ slug, versionId }: { readonly slug: string; readonly versionId: string }) {
  const state = useApiQuery(TemplatesDocument, { slug, versionId });
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {({ experimentTemplates }) => (
        <div className="flex flex-col gap-6">
          {experimentTemplates.map((template) => (
            <TemplateForm
              key={template.key}
              slug={slug}
              versionId={versionId}
              template={template}
              onLaunched={state.reload}
            />
          ))}
        </div>
      )}
    </QueryBoundary>
  );
}
