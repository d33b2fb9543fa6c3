'use client';
import { memo, useMemo } from 'react';
import { QueryBoundary } from '../../api/query-boundary';
import { useApiQuery } from '../../api/use-api-query';
import { formatBytes, formatCompact, formatCount, MISSING } from '../../format/format';
import {
  ComparedArchitecturesDocument,
  type ComparedArchitecturesQuery,
  type ComparedLayerFragment,
} from '../../generated/graphql';
import { classNames } from '../../ui/class-names';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import { Panel } from '../../ui/panel';
import { ScrollBox } from '../../ui/scroll-box';
import { PanelSkeleton } from '../../ui/skeleton';
import { alignLayers } from './align-layers';
import { LayerDiagram } from './layer-diagram';
import type { Subject } from './subject';

type Architecture = NonNullable<ComparedArchitecturesQuery['experiments'][number]['architecture']>;

/** Tables side by side are read up to so many. */
const MOST = 4;

/** The networks side by side: layers of one kind beside each other, with what they cost. */
export const ArchitecturesPanel = memo(function ArchitecturesPanel({
  subjects,
  reference,
}: {
  readonly subjects: readonly Subject[];
  readonly reference: number;
}) {
  const ids = [...new Set(subjects.map(({ experiment }) => experiment.id))];
  const idList = ids.slice(0, 100).join(',');
  const variables = useMemo(() => ({ ids: idList.split(',') }), [idList]);
  const hasAny = subjects.some(({ experiment }) => experiment.architecture !== null);
  const state = useApiQuery(ComparedArchitecturesDocument, variables, { isPaused: !hasAny });
  if (!hasAny) return null;
  const firstId = subjects[reference]?.experiment.architecture?.id;
  return (
    <QueryBoundary state={state} loading={<PanelSkeleton className="h-64" />}>
      {({ experiments }) => {
        const all = new Map(experiments.flatMap(({ architecture: one }) => (one ? [[one.id, one] as const] : [])));
        const ordered = [...all.values()].sort((a, b) => Number(b.id === firstId) - Number(a.id === firstId));
        return (
          <Architectures architectures={ordered.slice(0, MOST)} hiddenCount={Math.max(0, ordered.length - MOST)} />
        );
      }}
    </QueryBoundary>
  );
});

function Architectures({
  architectures,
  hiddenCount,
}: {
  readonly architectures: readonly Architecture[];
  readonly hiddenCount: number;
}) {
  const rows = useMemo(() => alignLayers(architectures.map(({ network }) => network?.layers ?? [])), [architectures]);
  const isOne = architectures.length === 1;
  return (
    <Panel
      title="Architectures"
      hint={isOne ? 'all use the same one' : 'at their reference input; layers that differ in bold'}
      bodyClassName=""
    >
      <ScrollBox label="Diagrams side by side" className="flex gap-6 overflow-x-auto px-4 pt-4">
        {architectures.map(({ id, name, network }) => (
          <figure key={id} className="min-w-44 flex-1">
            <figcaption className="pb-2">
              <span className="font-medium">{name}</span>
              <Totals network={network} />
            </figcaption>
            {network && <LayerDiagram name={name} layers={network.layers} />}
          </figure>
        ))}
      </ScrollBox>
      <DataTable
        caption="Layers side by side"
        className="mt-3"
        head={
          <>
            <HeadCell className="w-10">#</HeadCell>
            {architectures.map(({ id, name }) => (
              <HeadCell key={id}>{name}</HeadCell>
            ))}
          </>
        }
      >
        {rows.map(({ layers, isDifferent }, index) => (
          <tr key={layers.map((layer) => layer?.name ?? '').join('|')}>
            <Cell className="numeric text-ink-faint">{index + 1}</Cell>
            {layers.map((layer, column) => (
              <Cell
                key={architectures[column]?.id}
                className={classNames('align-top', isDifferent && !isOne && 'bg-accent-soft')}
              >
                <LayerCell layer={layer} isDifferent={isDifferent && !isOne} />
              </Cell>
            ))}
          </tr>
        ))}
      </DataTable>
      {hiddenCount > 0 && <p className="px-4 py-2 text-sm text-ink-faint">And {hiddenCount} more architectures.</p>}
    </Panel>
  );
}

function Totals({ network }: { readonly network: Architecture['network'] }) {
  if (network === null) return <span className="block text-sm text-ink-faint">Its layers cannot be read.</span>;
  return (
    <span className="numeric block text-sm text-ink-faint">
      {formatCount(network.trainableParameters)} parameters ·{' '}
      {network.flops === null ? MISSING : formatCompact(network.flops)} FLOP a row · {network.layers.length} layers ·{' '}
      {network.activationBytes === null ? MISSING : formatBytes(network.activationBytes)} of activations
    </span>
  );
}

function LayerCell({
  layer,
  isDifferent,
}: {
  readonly layer: ComparedLayerFragment | null;
  readonly isDifferent: boolean;
}) {
  if (layer === null) return <span className="text-ink-faint">{MISSING}</span>;
  return (
    <>
      <span className={isDifferent ? 'font-semibold' : undefined}>{layer.kind}</span>{' '}
      <span className="text-sm text-ink-soft">{layer.settings}</span>
      <span className="numeric block text-sm text-ink-faint">
        {layer.outputShape.map((size) => size ?? '?').join(' × ')}
        {layer.parameters > 0 && ` · ${formatCount(layer.parameters)} parameters`}
        {layer.flops !== null && layer.flops > 0 && ` · ${formatCompact(layer.flops)} FLOP`}
      </span>
    </>
  );
}
