import type { SweepPageQuery, TrialRowFragment } from '../../generated/graphql';

export type Sweep = NonNullable<SweepPageQuery['sweep']>;
export type Dimension = Sweep['space'][number];

/** One trial on the chart of the best so far. */
export interface ProgressPoint {
  readonly number: number;
  readonly value: number;
  readonly best: number;
  readonly isNewBest: boolean;
}

/** Complete trials by number, each with the best until then. */
export function prepareProgress(trials: readonly TrialRowFragment[], isMinimised: boolean): ProgressPoint[] {
  let best: number | null = null;
  return [...trials]
    .sort((a, b) => a.number - b.number)
    .flatMap(({ number, objective, status }) => {
      if (status !== 'COMPLETE' || objective === null || !Number.isFinite(objective)) return [];
      const isNewBest: boolean = best === null || (isMinimised ? objective < best : objective > best);
      best = isNewBest || best === null ? objective : best;
      return [{ number, value: objective, best, isNewBest }];
    });
}

/** An axis of the parallel coordinates, with the places of its values in [0, 1], 0 at the bottom. */
export interface ParallelAxis {
  readonly name: string;
  readonly ticks: readonly { readonly at: number; readonly label: string }[];
}

export interface ParallelLine {
  readonly id: string;
  readonly number: number;
  /** A place for each axis; null where the trial has no value there. */
  readonly places: readonly (number | null)[];
  /** From 0, the worst, to 1, the best; null without a result. */
  readonly rank: number | null;
}

export interface ParallelFigure {
  readonly axes: readonly ParallelAxis[];
  readonly lines: readonly ParallelLine[];
}

/** How a value of a dimension is written. */
export function valueText(value: unknown, names: ReadonlyMap<string, string> = new Map()): string {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (typeof value === 'number') return Number(value.toPrecision(4)).toString();
  if (typeof value === 'object' && value !== null && 'kind' in value) return String(value.kind);
  return JSON.stringify(value) ?? '';
}

export function readValue(values: unknown, name: string): unknown {
  return typeof values === 'object' && values !== null ? Reflect.get(values, name) : undefined;
}

/** The dimensions side by side, and last the objective, with the better end on top. */
export function prepareParallel(
  sweep: Pick<Sweep, 'space' | 'objective'>,
  trials: readonly TrialRowFragment[],
  names: ReadonlyMap<string, string>,
): ParallelFigure {
  const scales = sweep.space.map((dimension) => scaleOf(dimension, names));
  const results = trials.flatMap(({ objective }) =>
    objective === null || !Number.isFinite(objective) ? [] : [objective],
  );
  const [least, most] = [Math.min(...results), Math.max(...results)];
  const { isMinimised, metric } = sweep.objective;
  const placeOfResult = (value: number | null) => {
    if (value === null || !Number.isFinite(value) || results.length === 0) return null;
    const share = most === least ? 0.5 : (value - least) / (most - least);
    return isMinimised ? 1 - share : share;
  };
  const ends = isMinimised ? [most, least] : [least, most];
  return {
    axes: [
      ...scales.map(({ name, ticks }) => ({ name, ticks })),
      {
        name: metric.toLowerCase(),
        ticks: results.length === 0 ? [] : ticksOfResults(ends),
      },
    ],
    lines: trials.map((trial) => ({
      id: trial.id,
      number: trial.number,
      places: [
        ...scales.map(({ name, place }) => place(readValue(trial.values, name))),
        placeOfResult(trial.objective),
      ],
      rank: placeOfResult(trial.objective),
    })),
  };
}

/** Both ends; one tick in the middle, where the lines are, when all results are the same. */
function ticksOfResults(ends: readonly number[]) {
  if (ends[0] === ends[1]) return ends.slice(0, 1).map((end) => ({ at: 0.5, label: valueText(end) }));
  return ends.map((end, at) => ({ at, label: valueText(end) }));
}

function scaleOf(dimension: Dimension, names: ReadonlyMap<string, string>) {
  const { name, values, low, high, isLog } = dimension;
  if (values !== null || low === null || high === null) {
    const keys = (values ?? []).map((value) => JSON.stringify(value));
    const at = (index: number) => (keys.length === 1 ? 0.5 : index / (keys.length - 1));
    return {
      name,
      ticks: (values ?? []).map((value, index) => ({ at: at(index), label: valueText(value, names) })),
      place: (value: unknown) => {
        const index = keys.indexOf(JSON.stringify(value));
        return index < 0 ? null : at(index);
      },
    };
  }
  const scaled = (value: number) => (isLog ? Math.log(value) : value);
  const place = (value: unknown) =>
    typeof value === 'number' ? (scaled(value) - scaled(low)) / (scaled(high) - scaled(low)) : null;
  const middle = isLog ? Math.sqrt(low * high) : (low + high) / 2;
  return { name, ticks: [low, middle, high].map((tick) => ({ at: place(tick) ?? 0, label: valueText(tick) })), place };
}

/** A stretch of an axis that trials must lie in to be shown. */
export type Brush = readonly [from: number, to: number];

export function isBrushed(line: ParallelLine, brushes: ReadonlyMap<number, Brush>): boolean {
  return [...brushes].every(([axis, [from, to]]) => {
    const place = line.places[axis];
    return place !== null && place !== undefined && place >= from && place <= to;
  });
}

/** `index-from-to` with percent, joined by `_`, as the address holds brushes. */
export function formatBrushes(brushes: ReadonlyMap<number, Brush>): string {
  return [...brushes]
    .map(([axis, [from, to]]) => `${axis}-${Math.round(from * 100)}-${Math.round(to * 100)}`)
    .join('_');
}

export function parseBrushes(text: string): ReadonlyMap<number, Brush> {
  const brushes = new Map<number, Brush>();
  for (const part of text.split('_')) {
    const [axis, from, to] = part.split('-').map(Number);
    if (axis === undefined || from === undefined || to === undefined) continue;
    if (![axis, from, to].every(Number.isInteger) || from < 0 || to > 100 || from >= to) continue;
    brushes.set(axis, [from / 100, to / 100]);
  }
  return brushes;
}
