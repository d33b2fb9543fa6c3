'use client';
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs';
import { formatBytes, formatCompact, formatCount } from '../../format/format';
import { Fact } from '../../ui/fact';
import { Panel } from '../../ui/panel';
import { Segmented } from '../../ui/segmented';
import { LayerDiagram } from './layer-diagram';
import { LayerTable, type NetworkTotals, type TableLayer } from './layer-table';
import { shapeText } from './prepare-diagram';

export interface ShownNetwork extends NetworkTotals {
  readonly layers: readonly TableLayer[];
  readonly inputShape: readonly (number | null)[];
  readonly outputShape: readonly (number | null)[];
}

const VIEWS = ['both', 'table', 'diagram'] as const;

/** A network as a table and as a diagram; what is chosen in one is shown in the other. */
export function NetworkView({ name, network }: { readonly name: string; readonly network: ShownNetwork }) {
  const [selected, setSelected] = useQueryState('layer', parseAsString);
  const [view, setView] = useQueryState('view', parseAsStringLiteral(VIEWS).withDefault('both'));
  const select = (layer: string | null) => void setSelected(layer);
  return (
    <div className="flex flex-col gap-4">
      <dl className="flex flex-wrap gap-x-6 gap-y-1.5">
        <Fact name="Reads">{shapeText(network.inputShape)}</Fact>
        <Fact name="Parameters">{formatCount(network.parameters)}</Fact>
        {network.trainableParameters !== network.parameters && (
          <Fact name="Trained">{formatCount(network.trainableParameters)}</Fact>
        )}
        <Fact name="Weights">{formatBytes(4 * network.parameters)}</Fact>
        <Fact name="FLOPs a row">
          <span title="Floating-point operations of one forward pass; a multiplication and an addition count as two">
            {formatCompact(network.flops)}
          </span>
        </Fact>
        <Fact name="Activations a row">{formatBytes(network.activationBytes)}</Fact>
        <Fact name="Layers">{network.layers.length}</Fact>
      </dl>
      <Segmented
        label="View"
        className="self-start"
        value={view}
        onChange={(next) => void setView(next)}
        options={[
          { value: 'both', label: 'Table and diagram' },
          { value: 'table', label: 'Table' },
          { value: 'diagram', label: 'Diagram' },
        ]}
      />
      <div className={view === 'both' ? 'grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(16rem,2fr)]' : ''}>
        {view !== 'diagram' && (
          <Panel title="Layers" hint="FLOPs: a multiplication and an addition count as two" bodyClassName="">
            <LayerTable layers={network.layers} totals={network} selected={selected} onSelect={select} />
          </Panel>
        )}
        {view !== 'table' && (
          <Panel title="Diagram" hint="filled boxes hold weights" bodyClassName="overflow-x-auto p-4">
            <LayerDiagram name={name} layers={network.layers} selected={selected} onSelect={select} />
          </Panel>
        )}
      </div>
    </div>
  );
}
