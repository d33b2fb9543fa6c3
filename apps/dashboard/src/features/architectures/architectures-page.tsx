'use client';
import { Plus, SearchX } from 'lucide-react';
import Link from 'next/link';
import { parseAsBoolean, useQueryState } from 'nuqs';
import { Suspense } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatBytes, formatCompact, formatCount } from '../../format/format';
import { type ArchitectureLineFragment, ArchitecturesDocument } from '../../generated/graphql';
import { Badge } from '../../ui/badge';
import { LinkButton } from '../../ui/button';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { PageHeader } from '../../ui/page-header';
import { Panel } from '../../ui/panel';
import { PanelSkeleton } from '../../ui/skeleton';
import { shapeText } from './prepare-diagram';

const KINDS: Readonly<Record<string, string>> = {
  vector: 'a vector of features',
  frames: 'frames of features',
  waveform: 'the waveform',
};

/** Every architecture that a project can train, with what each costs. */
export function ArchitecturesPage({ slug }: { readonly slug: string }) {
  return (
    <Suspense fallback={<PanelSkeleton className="h-96" />}>
      <Architectures slug={slug} />
    </Suspense>
  );
}

function Architectures({ slug }: { readonly slug: string }) {
  const [isArchivedShown, showArchived] = useQueryState('archived', parseAsBoolean.withDefault(false));
  const state = useApiQuery(ArchitecturesDocument, {
    slug,
    after: null,
    filter: { includeArchived: isArchivedShown },
  });
  return (
    <>
      <PageHeader
        title="Architectures"
        hint="What can be trained: those that come with Voxboard, and your own layers."
        actions={
          <>
            <label className="flex items-center gap-2 text-ink-soft">
              <input
                type="checkbox"
                checked={isArchivedShown}
                onChange={(event) => void showArchived(event.target.checked || null)}
              />
              Archived too
            </label>
            <LinkButton href={`/p/${slug}/architectures/new`} variant="primary">
              <Plus aria-hidden /> New architecture
            </LinkButton>
          </>
        }
      />
      <QueryBoundary state={state} loading={<PanelSkeleton className="h-96" />}>
        {({ project }) => {
          if (project === null) return <EmptyState icon={SearchX} title={`There is no project “${slug}”`} />;
          const uses = new Map(project.architectureUses.map((use) => [use.architectureId, use.experimentCount]));
          return (
            <Panel bodyClassName="">
              <ArchitectureTable slug={slug} rows={project.architectureConnection.nodes} uses={uses} />
            </Panel>
          );
        }}
      </QueryBoundary>
    </>
  );
}

function ArchitectureTable({
  slug,
  rows,
  uses,
}: {
  readonly slug: string;
  readonly rows: readonly ArchitectureLineFragment[];
  readonly uses: ReadonlyMap<string, number>;
}) {
  return (
    <DataTable
      caption="Architectures"
      head={
        <>
          <HeadCell>Name</HeadCell>
          <HeadCell>Reads</HeadCell>
          <HeadCell align="right">Parameters</HeadCell>
          <HeadCell align="right">FLOPs a row</HeadCell>
          <HeadCell align="right">Weights</HeadCell>
          <HeadCell align="right">Used by</HeadCell>
        </>
      }
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <Cell className="min-w-64">
            <div className="flex flex-wrap items-center gap-2">
              <Link href={`/p/${slug}/architectures/${row.id}`} className="font-medium hover:underline">
                {row.name}
              </Link>
              {row.isPreset && <Badge>comes with Voxboard</Badge>}
              {row.archivedAt && <Badge tone="warn">archived</Badge>}
            </div>
            {row.description && <div className="line-clamp-2 text-sm text-ink-faint">{row.description}</div>}
          </Cell>
          <Cell className="whitespace-nowrap">
            {KINDS[row.inputKind] ?? row.inputKind}
            <div className="numeric text-sm text-ink-faint">{shapeText(row.network?.inputShape ?? [])}</div>
          </Cell>
          <Cell align="right">{formatCount(row.network?.parameters)}</Cell>
          <Cell align="right">{formatCompact(row.network?.flops)}</Cell>
          <Cell align="right">{formatBytes(row.network?.weightBytes)}</Cell>
          <Cell align="right">{formatCount(uses.get(row.id) ?? 0)}</Cell>
        </tr>
      ))}
    </DataTable>
  );
}
