'use client';
import { PackageOpen, SearchX } from 'lucide-react';
import Link from 'next/link';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { Suspense } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatDateTime, sentenceCase } from '../../format/format';
import { type ModelLineFragment, ModelsDocument } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { LinkButton } from '../../ui/button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { AuditMark } from './audit-mark';
import { ScoreInterval } from './score-interval';

/** The model registry: which models people use, and by which aliases. */
export function ModelsPage({ slug }: { readonly slug: string }) {
  return (
    <Suspense fallback={<PanelSkeleton className="h-96" />}>
      <Models slug={slug} />
    </Suspense>
  );
}

function Models({ slug }: { readonly slug: string }) {
  const [includeArchived, setIncludeArchived] = useQueryState('archived', parseAsBoolean.withDefault(false));
  const state = useApiQuery(ModelsDocument, { slug, includeArchived });
  return (
    <>
      <PageHeader
        title="Models"
        hint="Runs’ models under names that programs and people use."
        actions={
          <label className="flex items-center gap-2 text-ink-soft">
            <input
              type="checkbox"
              checked={includeArchived}
              onChange={(event) => void setIncludeArchived(event.target.checked || null)}
            />
            Archived too
          </label>
        }
      />
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
        {({ project }) => {
          if (project === null) return <EmptyState icon={SearchX} title={`There is no project “${slug}”`} />;
          const { nodes } = project.models;
          return (
            <Panel bodyClassName="">
              {nodes.length === 0 ? <NoModels slug={slug} /> : <ModelTable slug={slug} models={nodes} />}
            </Panel>
          );
        }}
      </QueryBoundary>
    </>
  );
}

function NoModels({ slug }: { readonly slug: string }) {
  return (
    <EmptyState
      icon={PackageOpen}
      title="No model is registered yet"
      action={
        <LinkButton href={`/p/${slug}/runs`} variant="primary">
          Choose a run
        </LinkButton>
      }
    >
      Open a finished run and press Promote. Its model then has a name, a version, and aliases such as production.
    </EmptyState>
  );
}

function ModelTable({ slug, models }: { readonly slug: string; readonly models: readonly ModelLineFragment[] }) {
  return (
    <DataTable
      caption="Registered models"
      head={
        <>
          <HeadCell>Model</HeadCell>
          <HeadCell>Predicts</HeadCell>
          <HeadCell>Aliases</HeadCell>
          <HeadCell>Newest version</HeadCell>
          <HeadCell align="right">UAR</HeadCell>
          <HeadCell>Audit</HeadCell>
        </>
      }
    >
      {models.map((model) => (
        <tr key={model.id}>
          <Cell className="min-w-48">
            <Link href={`/p/${slug}/models/${model.id}`} className="font-medium hover:underline">
              {model.name}
            </Link>
            {model.archivedAt && (
              <Badge tone="warn" className="ml-2">
                archived
              </Badge>
            )}
            {model.description && <div className="line-clamp-2 text-sm text-ink-faint">{model.description}</div>}
          </Cell>
          <Cell className="whitespace-nowrap">
            {sentenceCase(model.task)} <span className="text-ink-faint">of {model.labels.length}</span>
          </Cell>
          <Cell>
            <span className="flex flex-wrap gap-1">
              {model.aliases.map(({ name, version }) => (
                <Badge key={name} tone="accent">
                  {name} → {version.number}
                </Badge>
              ))}
            </span>
          </Cell>
          <Cell className="whitespace-nowrap">
            {model.latestVersion && (
              <>
                {model.latestVersion.number}{' '}
                <span className="text-sm text-ink-faint">{formatDateTime(model.latestVersion.createdAt)}</span>
              </>
            )}
          </Cell>
          <Cell align="right">{model.latestVersion && <ScoreInterval version={model.latestVersion} />}</Cell>
          <Cell>{model.latestVersion && <AuditMark status={model.latestVersion.auditStatus} />}</Cell>
        </tr>
      ))}
    </DataTable>
  );
}
