import { formatBytes, formatCompact, formatCount } from '../../format/format';
import { classNames } from '../../ui/class-names';
import { Cell, DataTable, HeadCell } from '../../ui/data-table';
import type { DiagramLayer } from './prepare-diagram';
import { shapeText } from './prepare-diagram';

export interface TableLayer extends DiagramLayer {
  readonly trainableParameters: number;
  readonly flops: number | null;
  readonly activationBytes: number | null;
}

export interface NetworkTotals {
  readonly parameters: number;
  readonly trainableParameters: number;
  readonly flops: number | null;
  readonly activationBytes: number | null;
}

/** The layers in the order in which they are computed, with what each costs. */
export function LayerTable({
  layers,
  totals,
  selected,
  onSelect,
}: {
  readonly layers: readonly TableLayer[];
  readonly totals: NetworkTotals;
  readonly selected: string | null;
  readonly onSelect: (layer: string | null) => void;
}) {
  return (
    <DataTable
      caption="Layers"
      head={
        <>
          <HeadCell>Layer</HeadCell>
          <HeadCell>Settings</HeadCell>
          <HeadCell>Output</HeadCell>
          <HeadCell align="right">Parameters</HeadCell>
          <HeadCell align="right">FLOPs</HeadCell>
          <HeadCell align="right">Memory</HeadCell>
        </>
      }
    >
      {layers.map((layer) => (
        <tr key={layer.name} className={classNames(layer.name === selected && 'bg-accent-soft')}>
          <Cell>
            <button
              type="button"
              aria-pressed={layer.name === selected}
              onClick={() => onSelect(layer.name === selected ? null : layer.name)}
              className="text-left font-medium hover:underline"
            >
              {layer.kind}
            </button>
            <div className="text-sm text-ink-faint">{layer.name}</div>
          </Cell>
          <Cell className="min-w-40 text-ink-soft">{layer.settings}</Cell>
          <Cell className="numeric whitespace-nowrap">{shapeText(layer.outputShape)}</Cell>
          <Cell align="right">{layer.parameters === 0 ? '0' : formatCount(layer.parameters)}</Cell>
          <Cell align="right">{formatCompact(layer.flops)}</Cell>
          <Cell align="right">{formatBytes(layer.activationBytes)}</Cell>
        </tr>
      ))}
      <tr className="font-medium">
        <Cell colSpan={3}>Together</Cell>
        <Cell align="right">{formatCount(totals.parameters)}</Cell>
        <Cell align="right">{formatCompact(totals.flops)}</Cell>
        <Cell align="right">{formatBytes(totals.activationBytes)}</Cell>
      </tr>
    </DataTable>
  );
}
