'use client';
import { Archive, ArchiveRestore, ChevronLeft, CopyPlus, Rocket, SearchX } from 'lucide-react';
import Link from 'next/link';
import { Suspense } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { useMutationResult } from '../../api/use-mutation-result';
import { formatDateTime, plural } from '../../format/format';
import {
  ArchitecturePageDocument,
  type ArchitecturePageQuery,
  UpdateArchitectureDocument,
} from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { Button, LinkButton } from '../../ui/button';
import { CopyButton } from '../../ui/copy-button';
import { EmptyState } from '../../ui/empty-state';
import { InlineText } from '../../ui/inline-text';
import { notify } from '../../ui/notify';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { usePageTitle } from '../../ui/use-page-title';
import { NetworkView } from './network-view';

type Architecture = Extract<NonNullable<ArchitecturePageQuery['node']>, { name: string }>;

/** One architecture: what it costs, layer by layer, and who uses it. */
export function ArchitecturePage({ slug, id }: { readonly slug: string; readonly id: string }) {
  return (
    <Suspense fallback={<PanelSkeleton className="h-96" />}>
      <Loaded slug={slug} id={id} />
    </Suspense>
  );
}

function Loaded({ slug, id }: { readonly slug: string; readonly id: string }) {
  const state = useApiQuery(ArchitecturePageDocument, { id, slug, rowShape: null, classCount: null });
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
      {({ node, project }) => {
        if (node === null || !('name' in node)) {
          return (
            <EmptyState
              icon={SearchX}
              title="There is no architecture with this id"
              action={<LinkButton href={`/p/${slug}/architectures`}>All architectures</LinkButton>}
            />
          );
        }
        const uses =
          project?.architectureUses.find(({ architectureId }) => architectureId === id)?.experimentCount ?? 0;
        return <Shown slug={slug} architecture={node} uses={uses} />;
      }}
    </QueryBoundary>
  );
}

function Shown({
  slug,
  architecture,
  uses,
}: {
  readonly slug: string;
  readonly architecture: Architecture;
  readonly uses: number;
}) {
  const { id, name, isPreset, archivedAt, network } = architecture;
  const [update, isBusy] = useMutationResult(UpdateArchitectureDocument, 'updateArchitecture');
  usePageTitle(name);
  const change = async (changes: { name?: string; description?: string; isArchived?: boolean }) => {
    const outcome = await update({ input: { architectureId: id, ...changes } });
    if (!outcome.ok) notify('error', outcome.failure.message);
  };
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-col gap-2">
        <Link
          href={`/p/${slug}/architectures`}
          className="-ml-1 flex items-center gap-0.5 self-start text-sm text-ink-faint hover:text-ink"
        >
          <ChevronLeft aria-hidden className="size-3.5" /> Architectures
        </Link>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <div className="flex min-w-0 flex-1 basis-72 flex-wrap items-center gap-2">
            <h1 className="text-lg font-semibold tracking-tight">
              {isPreset ? (
                name
              ) : (
                <InlineText label="Name" value={name} placeholder="No name" onSave={(text) => change({ name: text })} />
              )}
            </h1>
            {isPreset && <Badge>comes with Voxboard</Badge>}
            {archivedAt && <Badge tone="warn">archived</Badge>}
          </div>
          <div className="flex flex-wrap items-center gap-2">
            {!isPreset && (
              <Button disabled={isBusy} onClick={() => change({ isArchived: archivedAt === null })}>
                {archivedAt ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}
                {archivedAt ? 'Bring back' : 'Archive'}
              </Button>
            )}
            <LinkButton href={`/p/${slug}/architectures/new?from=${id}`}>
              <CopyPlus aria-hidden /> New from this
            </LinkButton>
            <LinkButton href={`/p/${slug}/launch?architecture=${id}`} variant="primary">
              <Rocket aria-hidden /> Launch
            </LinkButton>
          </div>
        </div>
        <Description architecture={architecture} onSave={(description) => change({ description })} />
        <p className="text-sm text-ink-faint">
          Made {formatDateTime(architecture.createdAt)} · used by{' '}
          <Link href={`/p/${slug}/runs?q=${encodeURIComponent(name)}`} className="hover:underline">
            {plural(uses, 'experiment')}
          </Link>
          {isPreset && ' · the figures are at the usual shape of its features'}
        </p>
      </header>
      {network && <NetworkView name={name} network={network} />}
      <Panel
        title="Layers as JSON"
        hint="what Keras and TensorFlow.js read"
        actions={<CopyButton label="Copy the JSON" text={JSON.stringify(architecture.layersJson, null, 2)} />}
        bodyClassName=""
      >
        <details>
          <summary className="cursor-pointer px-4 py-2.5 text-ink-soft hover:text-ink">Show</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard */}
          <pre tabIndex={0} className="max-h-96 overflow-auto border-t border-line px-4 py-3 font-mono text-sm">
            {JSON.stringify(architecture.layersJson, null, 2)}
          </pre>
        </details>
      </Panel>
    </div>
  );
}

function Description({
  architecture: { isPreset, description },
  onSave,
}: {
  readonly architecture: Architecture;
  readonly onSave: (text: string) => Promise<void>;
}) {
  if (isPreset) return <p className="text-ink-soft">{description}</p>;
  return <InlineText label="Description" value={description} placeholder="No description" onSave={onSave} />;
}
