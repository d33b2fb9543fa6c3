import { type Axis, fitAxis } from './axis';
import { PALETTE_SIZE } from './palette';
import { UNSTATED } from './prepare-composition';
import { place } from './prepare-intervals';

export const MARKER_SHAPES = ['circle', 'square', 'triangle', 'diamond', 'cross', 'bar'] as const;
export type MarkerShape = (typeof MARKER_SHAPES)[number];

export interface ScatterInput {
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** null: the corpus does not say. */
  readonly labels: readonly (string | null)[];
}

export interface ScatterGroup {
  readonly label: string;
  readonly count: number;
  /** Palette slot; with the shape it tells more groups apart than there are colours, and without colours too. */
  readonly slot: number;
  readonly shape: MarkerShape;
}

export interface ScatterPoint {
  /** Place in the input. */
  readonly index: number;
  /** Places on the axes, 0 … 1 from left and from the bottom. */
  readonly x: number;
  readonly y: number;
  readonly group: ScatterGroup;
}

export interface PreparedScatter {
  /** From left to right, which is the order of the arrow keys. */
  readonly points: readonly ScatterPoint[];
  readonly groups: readonly ScatterGroup[];
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  /** Points without a place: NaN or infinite. */
  readonly undrawnCount: number;
  /** Points so far out that they are drawn at the edge, so that the others can be told apart. */
  readonly edgeCount: number;
}

/** Colours that tell two or three groups apart for every kind of colour vision come first. */
const SLOTS = [0, 1, 2, 3, 4, 5, 6, 7] as const;

export function prepareScatter({ x, y, labels }: ScatterInput): PreparedScatter {
  const indices = x.map((_, index) => index).filter((index) => isFinitePoint(x[index], y[index]));
  const xAxis = fitCrowd(indices.map((index) => x[index] ?? 0));
  const yAxis = fitCrowd(indices.map((index) => y[index] ?? 0));
  const groups = groupsOf(labels);
  const byLabel = new Map(groups.map((group) => [group.label, group]));
  const points = indices.flatMap((index): ScatterPoint[] => {
    const group = byLabel.get(labels[index] ?? UNSTATED);
    return group ? [{ index, x: place(x[index] ?? 0, xAxis), y: place(y[index] ?? 0, yAxis), group }] : [];
  });
  points.sort((a, b) => a.x - b.x || a.index - b.index);
  const isOut = (value: number | undefined, { domain: [low, high] }: Axis) =>
    value !== undefined && (value < low || value > high);
  const edgeCount = indices.filter((index) => isOut(x[index], xAxis) || isOut(y[index], yAxis)).length;
  return { points, groups, xAxis, yAxis, undrawnCount: x.length - indices.length, edgeCount };
}

/** Share of the points at each end that may lie beyond the axis, and how much room they must cost to do so. */
const TAIL = 0.01;
const STRETCH = 1.6;

/** An axis for most of the values: a few far ones must not press all others into a corner. */
function fitCrowd(values: readonly number[]): Axis {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  const [low, high] = [at(TAIL), at(1 - TAIL)];
  const isStretched = sorted.length >= 50 && high > low && at(1) - at(0) > STRETCH * (high - low);
  return fitAxis(isStretched ? [low, high] : values);
}

function isFinitePoint(x: number | undefined, y: number | undefined): boolean {
  return Number.isFinite(x) && Number.isFinite(y);
}

function groupsOf(labels: readonly (string | null)[]): ScatterGroup[] {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label ?? UNSTATED, (counts.get(label ?? UNSTATED) ?? 0) + 1);
  const names = [...counts.keys()].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return names.map((label, index) => ({
    label,
    count: counts.get(label) ?? 0,
    slot: SLOTS[index % PALETTE_SIZE] ?? 0,
    shape:
      MARKER_SHAPES[((index % PALETTE_SIZE) + Math.floor(index / PALETTE_SIZE)) % MARKER_SHAPES.length] ?? 'circle',
  }));
}

/** A marker as an SVG path around (cx, cy); shapes cover about the same area. */
export function markerPath(shape: MarkerShape, cx: number, cy: number, r: number): string {
  const n = (value: number) => value.toFixed(1);
  switch (shape) {
    case 'circle':
      return `M${n(cx - r)} ${n(cy)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    case 'square':
      return `M${n(cx - r * 0.9)} ${n(cy - r * 0.9)}h${n(r * 1.8)}v${n(r * 1.8)}h${n(-r * 1.8)}z`;
    case 'triangle':
      return `M${n(cx)} ${n(cy - r * 1.2)}l${n(r * 1.15)} ${n(r * 2)}h${n(-r * 2.3)}z`;
    case 'diamond':
      return `M${n(cx)} ${n(cy - r * 1.25)}l${n(r * 1.25)} ${n(r * 1.25)}l${n(-r * 1.25)} ${n(r * 1.25)}l${n(-r * 1.25)} ${n(-r * 1.25)}z`;
    case 'cross':
      return `M${n(cx - r * 1.2)} ${n(cy - r * 0.4)}h${n(r * 0.8)}v${n(-r * 0.8)}h${n(r * 0.8)}v${n(r * 0.8)}h${n(r * 0.8)}v${n(r * 0.8)}h${n(-r * 0.8)}v${n(r * 0.8)}h${n(-r * 0.8)}v${n(-r * 0.8)}h${n(-r * 0.8)}z`;
    case 'bar':
      return `M${n(cx - r * 0.5)} ${n(cy - r * 1.4)}h${n(r)}v${n(r * 2.8)}h${n(-r)}z`;
  }
}
