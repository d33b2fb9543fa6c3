'use client';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { type DiagramLayer, NODE_HEIGHT, NODE_WIDTH, prepareDiagram } from './prepare-diagram';

/** The network from top to bottom. Arrow keys go from box to box; a folded chain opens with Enter. */
export function LayerDiagram({
  name,
  layers,
  selected,
  onSelect,
}: {
  readonly name: string;
  readonly layers: readonly DiagramLayer[];
  readonly selected: string | null;
  readonly onSelect: (layer: string | null) => void;
}) {
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const diagram = useMemo(() => prepareDiagram(layers, unfolded), [layers, unfolded]);
  const boxes = useRef<(SVGGElement | null)[]>([]);
  const open = (id: string, names: readonly string[]) => {
    if (names.length > 1) setUnfolded(new Set([...unfolded, id]));
    else onSelect(selected === id ? null : id);
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const node = diagram.nodes[index];
    const step =
      event.key === 'ArrowDown' || event.key === 'ArrowRight'
        ? 1
        : event.key === 'ArrowUp' || event.key === 'ArrowLeft'
          ? -1
          : 0;
    if (step !== 0) {
      event.preventDefault();
      boxes.current[index + step]?.focus();
    } else if (node && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault();
      open(node.id, node.names);
    }
  };
  const tabbed = Math.max(
    0,
    diagram.nodes.findIndex(({ id }) => id === selected),
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no fieldset
    <svg
      role="group"
      aria-label={`Diagram of ${name}`}
      viewBox={`0 0 ${diagram.width} ${diagram.height}`}
      style={{ width: diagram.width, maxWidth: '100%' }}
      className="mx-auto block h-auto"
    >
      {diagram.edges.map(({ id, path, label, labelX, labelY }) => (
        <g key={id} aria-hidden>
          <path d={path} fill="none" stroke="var(--line-strong)" strokeWidth={1.5} />
          <text x={labelX} y={labelY} fontSize={11} fill="var(--ink-faint)" className="numeric">
            {label}
          </text>
        </g>
      ))}
      {diagram.nodes.map((node, index) => {
        const isSelected = node.id === selected && node.names.length === 1;
        const shownTitle = cut(node.title, 26);
        const shownSubtitle = node.subtitle ? cut(node.subtitle, 34) : null;
        return (
          // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside SVG
          <g
            key={node.id}
            ref={(element) => {
              boxes.current[index] = element;
            }}
            role="button"
            tabIndex={index === tabbed ? 0 : -1}
            aria-pressed={isSelected}
            // Begins with what is to be read, so that speaking it finds the box; the table has the whole text.
            aria-label={[shownTitle, shownSubtitle, node.names.length > 1 && 'open'].filter(Boolean).join(' ')}
            transform={`translate(${node.x} ${node.y})`}
            className="cursor-pointer"
            onClick={() => open(node.id, node.names)}
            onKeyDown={(event) => onKeyDown(event, index)}
          >
            <rect
              width={NODE_WIDTH}
              height={NODE_HEIGHT}
              rx={8}
              fill={node.hasWeights ? 'var(--accent-soft)' : 'var(--subtle)'}
              stroke={isSelected || node.hasWeights ? 'var(--accent)' : 'var(--line-strong)'}
              strokeWidth={isSelected ? 2.5 : 1}
              strokeDasharray={node.names.length > 1 ? '4 3' : undefined}
            />
            <text x={12} y={shownSubtitle ? 18 : 27} fontSize={13} fontWeight={550} fill="var(--ink)">
              {shownTitle}
            </text>{' '}
            {shownSubtitle && (
              <text x={12} y={34} fontSize={11} fill="var(--ink-soft)">
                {shownSubtitle}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
