'use client';
import { ChevronLeft, SearchX } from 'lucide-react';
import Link from 'next/link';
import { parseAsInteger, useQueryState } from 'nuqs';
import { Suspense } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { ModelPageDocument, type ModelPageQuery } from '../../generated/graphql';
import { LinkButton } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Select } from '../../ui/field';
import { PageHeader } from '../../ui/page-header';
import { PanelSkeleton } from '../../ui/skeleton';
import { TrustPanel } from './trust-panel';
import { TryIt } from './try-it';

/** A registered model, tried in the browser. */
export function TryModelPage({ slug, modelId }: { readonly slug: string; readonly modelId: string }) {
  return (
    <Suspense fallback={<PanelSkeleton className="h-96" />}>
      <Loaded slug={slug} modelId={modelId} />
    </Suspense>
  );
}

function Loaded({ slug, modelId }: { readonly slug: string; readonly modelId: string }) {
  const state = useApiQuery(ModelPageDocument, { id: modelId });
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {({ model }) =>
        model === null ? (
          <EmptyState
            icon={SearchX}
            title="There is no model with this id"
            action={<LinkButton href={`/p/${slug}/models`}>All models</LinkButton>}
          />
        ) : (
          <Try slug={slug} model={model} />
        )
      }
    </QueryBoundary>
  );
}

function Try({ slug, model }: { readonly slug: string; readonly model: NonNullable<ModelPageQuery['model']> }) {
  const [wanted, setWanted] = useQueryState('version', parseAsInteger);
  const versions = model.versions.nodes;
  // Without a choice, what an alias points at is what people use.
  const aliased = model.aliases.find(({ name }) => name === 'production') ?? model.aliases[0];
  const version =
    versions.find(({ number }) => number === wanted) ??
    versions.find(({ id }) => id === aliased?.version.id) ??
    versions[0];
  if (!version) return <EmptyState icon={SearchX} title="This model has no version" />;
  const urlOf = (path: string) => version.files.find((file) => file.path === path)?.url ?? '';
  return (
    <>
      <Link
        href={`/p/${slug}/models/${model.id}`}
        className="-ml-1 mb-2 flex items-center gap-0.5 self-start text-sm text-ink-faint hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-3.5" /> {model.name}
      </Link>
      <PageHeader
        title="Try it"
        hint={`${model.name}, version ${version.number}, in this browser.`}
        actions={
          <Select
            aria-label="Version"
            value={version.number}
            onChange={(event) => void setWanted(Number(event.target.value))}
          >
            {versions.map(({ number, aliasNames }) => (
              <option key={number} value={number}>
                Version {number}
                {aliasNames.length > 0 ? ` (${aliasNames.join(', ')})` : ''}
              </option>
            ))}
          </Select>
        }
      />
      <TryIt
        key={version.id}
        addresses={{ model: urlOf('model.json'), weights: urlOf('weights.bin'), card: urlOf('voxboard.json') }}
        predictQuery={`version=${version.id}`}
        facts={<TrustPanel facts={version} objections={version.objections} auditStatus={version.auditStatus} />}
      />
    </>
  );
}
