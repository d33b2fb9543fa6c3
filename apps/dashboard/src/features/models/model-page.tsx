'use client';
import { Archive, ArchiveRestore, ChevronLeft, SearchX } from 'lucide-react';
import Link from 'next/link';
import { Suspense } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { useMutationResult } from '../../api/use-mutation-result';
import { formatDateTime, sentenceCase } from '../../format/format';
import { ModelPageDocument, type ModelPageQuery, UpdateModelDocument } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Button, LinkButton } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { InlineText } from '../../ui/inline-text';
import { notify } from '../../ui/notify';
import { Panel } from '../../ui/panel';
import { PropertyList } from '../../ui/property-list';
import { PanelSkeleton } from '../../ui/skeleton';
import { usePageTitle } from '../../ui/use-page-title';
import { VersionTable } from './version-table';

type Model = NonNullable<ModelPageQuery['model']>;

/** One registered model: its versions, where its aliases point, and how they came there. */
export function ModelPage({ slug, id }: { readonly slug: string; readonly id: string }) {
  return (
    <Suspense fallback={<PanelSkeleton className="h-96" />}>
      <Loaded slug={slug} id={id} />
    </Suspense>
  );
}

function Loaded({ slug, id }: { readonly slug: string; readonly id: string }) {
  const state = useApiQuery(ModelPageDocument, { id });
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
          <Shown slug={slug} model={model} />
        )
      }
    </QueryBoundary>
  );
}

function Shown({ slug, model }: { readonly slug: string; readonly model: Model }) {
  return (
    <div className="flex flex-col gap-4">
      <ModelHeader slug={slug} model={model} />
      <Panel title="Versions" hint="each is the model of one run" bodyClassName="">
        <VersionTable slug={slug} modelId={model.id} versions={model.versions.nodes} />
      </Panel>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        <Panel title="What it is">
          <PropertyList
            items={[
              { name: 'Predicts', value: `${sentenceCase(model.task)}: ${model.labels.join(', ')}` },
              { name: 'Reads', value: recipeName(model.recipe) },
              { name: 'Registered', value: formatDateTime(model.createdAt) },
              { name: 'By alias', value: <AliasQuery slug={slug} model={model} /> },
            ]}
          />
        </Panel>
        <Panel title="How aliases moved" bodyClassName="">
          <AliasHistory history={model.aliasHistory} />
        </Panel>
      </div>
    </div>
  );
}

function ModelHeader({ slug, model }: { readonly slug: string; readonly model: Model }) {
  const [update, isBusy] = useMutationResult(UpdateModelDocument, 'updateModel');
  usePageTitle(model.name);
  const change = async (changes: { name?: string; description?: string; isArchived?: boolean }) => {
    const outcome = await update({ input: { modelId: model.id, ...changes } });
    if (!outcome.ok) notify('error', outcome.failure.message);
  };
  return (
    <header className="flex flex-col gap-2">
      <Link
        href={`/p/${slug}/models`}
        className="-ml-1 flex items-center gap-0.5 self-start text-sm text-ink-faint hover:text-ink"
      >
        <ChevronLeft aria-hidden className="size-3.5" /> Models
      </Link>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-72 flex-wrap items-center gap-2">
          <h1 className="text-lg font-semibold tracking-tight">
            <InlineText label="Name" value={model.name} placeholder="No name" onSave={(name) => change({ name })} />
          </h1>
          {model.archivedAt && <Badge tone="warn">archived</Badge>}
          {model.aliases.map(({ name, version }) => (
            <Badge key={name} tone="accent">
              {name} → {version.number}
            </Badge>
          ))}
        </div>
        <Button disabled={isBusy} onClick={() => change({ isArchived: model.archivedAt === null })}>
          {model.archivedAt ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
          {model.archivedAt ? 'Bring back' : 'Archive'}
        </Button>
        <LinkButton href={`/p/${slug}/models/${model.id}/try`} variant="primary" prefetch={false}>
          Try it
        </LinkButton>
      </div>
      <InlineText
        label="Description"
        value={model.description}
        placeholder="No description"
        onSave={(description) => change({ description })}
      />
    </header>
  );
}

function AliasQuery({ slug, model }: { readonly slug: string; readonly model: Model }) {
  const alias = model.aliases[0]?.name ?? 'production';
  const query = `{ modelByAlias(projectSlug: "${slug}", model: "${model.name}", alias: "${alias}") { number bundleUrl } }`;
  return (
    <span className="flex items-start gap-1">
      <code className="min-w-0 rounded-sm bg-subtle px-1 font-mono text-sm break-all">{query}</code>
      <CopyButton label="Copy the query" text={query} />
    </span>
  );
}

function AliasHistory({ history }: { readonly history: Model['aliasHistory'] }) {
  if (history.length === 0) {
    return <p className="px-4 py-6 text-ink-faint">No alias yet. Give a version one, for example production.</p>;
  }
  return (
    <DataTable
      caption="How aliases moved"
      head={
        <>
          <HeadCell>Alias</HeadCell>
          <HeadCell>From</HeadCell>
          <HeadCell>To</HeadCell>
          <HeadCell>Why</HeadCell>
          <HeadCell>When</HeadCell>
        </>
      }
    >
      {history.map(({ id, alias, from, to, reason, movedAt }) => (
        <tr key={id}>
          <Cell>{alias}</Cell>
          <Cell className="numeric">{from?.number ?? 'new'}</Cell>
          <Cell className="numeric">{to?.number ?? 'taken away'}</Cell>
          <Cell className="text-ink-soft">{reason}</Cell>
          <Cell className="whitespace-nowrap">{formatDateTime(movedAt)}</Cell>
        </tr>
      ))}
    </DataTable>
  );
}

function recipeName(recipe: unknown): string {
  return typeof recipe === 'object' && recipe !== null && 'name' in recipe ? `features by ${String(recipe.name)}` : '';
}
