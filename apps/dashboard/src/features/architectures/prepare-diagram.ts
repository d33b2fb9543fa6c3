/** What a diagram knows of a layer. */
export interface DiagramLayer {
  readonly name: string;
  readonly kind: string;
  readonly settings: string;
  readonly inputs: readonly string[];
  readonly outputShape: readonly (number | null)[];
  readonly parameters: number;
}

export interface DiagramNode {
  /** Name of the layer, or of the first of those folded away. */
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  /** Layers that stand for this one box; more than one: folded. */
  readonly names: readonly string[];
  readonly hasWeights: boolean;
  readonly x: number;
  readonly y: number;
}

export interface DiagramEdge {
  readonly id: string;
  readonly path: string;
  /** Shape of what flows, and where it is written. */
  readonly label: string;
  readonly labelX: number;
  readonly labelY: number;
}

export interface Diagram {
  readonly width: number;
  readonly height: number;
  /** In the order in which layers are computed. */
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}

export const NODE_WIDTH = 208;
export const NODE_HEIGHT = 44;
const GAP_X = 28;
const GAP_Y = 30;
const MARGIN = 8;
/** Networks up to this size are shown whole. */
const SHOWN_WHOLE = 16;
/** Of a longer chain, so many layers stay at each end. */
const KEPT = 2;

interface Box {
  readonly layers: readonly DiagramLayer[];
}

/**
 * Lays a network out from top to bottom: each layer below all that it reads, layers of one depth beside each other.
 * Chains of a large network are folded in the middle.
 * @param unfolded first layers of chains that a person has opened
 */
export function prepareDiagram(layers: readonly DiagramLayer[], unfolded: ReadonlySet<string> = new Set()): Diagram {
  const boxes = layers.length > SHOWN_WHOLE ? folded(layers, unfolded) : layers.map((layer) => ({ layers: [layer] }));
  const boxOf = new Map(boxes.flatMap((box) => box.layers.map((layer) => [layer.name, box] as const)));
  const readsOf = (box: Box) =>
    [...new Set(box.layers.flatMap(({ inputs }) => inputs))].flatMap((name) => {
      const from = boxOf.get(name);
      return from && from !== box ? [{ from, name }] : [];
    });
  const depths = new Map<Box, number>();
  for (const box of boxes) {
    depths.set(box, Math.max(-1, ...readsOf(box).map(({ from }) => depths.get(from) ?? 0)) + 1);
  }
  const rows = new Map<number, Box[]>();
  for (const box of boxes) {
    const depth = depths.get(box) ?? 0;
    rows.set(depth, [...(rows.get(depth) ?? []), box]);
  }
  const widest = Math.max(1, ...[...rows.values()].map((row) => row.length));
  const width = widest * NODE_WIDTH + (widest - 1) * GAP_X + 2 * MARGIN;
  const places = new Map<Box, { x: number; y: number }>();
  for (const [depth, row] of rows) {
    const rowWidth = row.length * NODE_WIDTH + (row.length - 1) * GAP_X;
    row.forEach((box, i) => {
      places.set(box, {
        x: (width - rowWidth) / 2 + i * (NODE_WIDTH + GAP_X),
        y: MARGIN + depth * (NODE_HEIGHT + GAP_Y),
      });
    });
  }
  const shapes = new Map(layers.map(({ name, outputShape }) => [name, outputShape]));
  const placeOf = (box: Box) => places.get(box) ?? { x: 0, y: 0 };
  return {
    width,
    height: 2 * MARGIN + Math.max(1, rows.size) * NODE_HEIGHT + Math.max(0, rows.size - 1) * GAP_Y,
    nodes: boxes.map((box) => ({ ...describe(box), ...placeOf(box) })),
    edges: boxes.flatMap((box) =>
      readsOf(box).map(({ from, name }) => edge(name, box, placeOf(from), placeOf(box), shapes.get(name) ?? [])),
    ),
  };
}

/** Layers that read only the one before and are read only by the one after make a chain; its middle folds. */
function folded(layers: readonly DiagramLayer[], unfolded: ReadonlySet<string>): Box[] {
  const readers = new Map<string, number>();
  for (const name of layers.flatMap(({ inputs }) => inputs)) readers.set(name, (readers.get(name) ?? 0) + 1);
  const chains: DiagramLayer[][] = [];
  for (const layer of layers) {
    const chain = chains.at(-1);
    const last = chain?.at(-1);
    const follows =
      last !== undefined && layer.inputs.length === 1 && layer.inputs[0] === last.name && readers.get(last.name) === 1;
    if (chain && follows) chain.push(layer);
    else chains.push([layer]);
  }
  return chains.flatMap((chain) => {
    const middle = chain.slice(KEPT, -KEPT);
    const [first] = middle;
    if (middle.length < 3 || first === undefined || unfolded.has(first.name))
      return chain.map((one) => ({ layers: [one] }));
    const ends = [...chain.slice(0, KEPT), ...chain.slice(-KEPT)].map((one) => ({ layers: [one] }));
    return [...ends.slice(0, KEPT), { layers: middle }, ...ends.slice(KEPT)];
  });
}

function describe({ layers }: Box) {
  const [first] = layers;
  const names = layers.map(({ name }) => name);
  const hasWeights = layers.some(({ parameters }) => parameters > 0);
  if (layers.length > 1 || first === undefined) {
    const kinds = [...new Set(layers.map(({ kind }) => kind))];
    const listed = kinds.slice(0, 3).join(', ');
    return {
      id: first?.name ?? '',
      title: `${layers.length} more layers`,
      subtitle: kinds.length > 3 ? `${listed} …` : listed,
      names,
      hasWeights,
    };
  }
  return { id: first.name, title: first.kind, subtitle: first.settings, names, hasWeights };
}

function edge(
  name: string,
  to: Box,
  from: { x: number; y: number },
  end: { x: number; y: number },
  shape: readonly (number | null)[],
): DiagramEdge {
  const [x1, y1] = [from.x + NODE_WIDTH / 2, from.y + NODE_HEIGHT];
  const [x2, y2] = [end.x + NODE_WIDTH / 2, end.y];
  // Down beside the rows that it passes, then across to where it ends.
  const turn = Math.max(y1, y2 - GAP_Y);
  const bend = (y2 - turn) / 2;
  return {
    id: `${name} ${to.layers[0]?.name}`,
    path: `M ${x1} ${y1} V ${turn} C ${x1} ${turn + bend}, ${x2} ${y2 - bend}, ${x2} ${y2}`,
    label: shapeText(shape),
    labelX: x1 + 8,
    labelY: y1 + 18,
  };
}

/** `38 × 4`, a question mark where an axis is open. */
export function shapeText(shape: readonly (number | null)[]): string {
  return shape.map((size) => (size === null ? '?' : String(size))).join(' × ');
}
