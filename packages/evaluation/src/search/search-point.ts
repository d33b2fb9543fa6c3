import type { Dimension, SearchSpace } from '@voxboard/domain';

/** A value of a configuration: what a dimension can take. */
export type SearchValue = Extract<Dimension, { kind: 'choice' }>['values'][number];

/** A value for every dimension, by its name. */
export type SearchPoint = Readonly<Record<string, SearchValue>>;

/** What came of a point. */
export interface Observation {
  readonly point: SearchPoint;
  /** Less is better. null: no result yet, or none at all (stopped, failed): then the point counts among the worse. */
  readonly loss: number | null;
}

type Range = Exclude<Dimension, { kind: 'choice' }>;

/** Place in [0, 1] of a value of a range: linear, or in the logarithm. */
export function toUnit(range: Range, value: number): number {
  const [low, high] = bounds(range);
  return Math.min(1, Math.max(0, (scaled(range, value) - low) / (high - low)));
}

/** The value at a place in [0, 1], on the grid of the range where it has one. */
export function fromUnit(range: Range, unit: number): number {
  const [low, high] = bounds(range);
  const raw = unscaled(range, low + unit * (high - low));
  switch (range.kind) {
    case 'int':
      return Math.min(range.high, Math.max(range.low, Math.round(raw)));
    case 'uniform': {
      if (range.step === null) return readable(raw, range);
      const steps = Math.floor((range.high - range.low) / range.step + 1e-9);
      const taken = Math.min(steps, Math.max(0, Math.round((raw - range.low) / range.step)));
      // 0.1 · 3 is 0.30000000000000004: written as a person would.
      return Number((range.low + taken * range.step).toPrecision(12));
    }
    case 'log-uniform':
      return readable(raw, range);
  }
}

/** Four digits: more say nothing, and people read these. */
function readable(value: number, { low, high }: Range): number {
  return Math.min(high, Math.max(low, Number(value.toPrecision(4))));
}

/** An integer range reaches half a step beyond its ends, so that the ends are drawn as often as the others. */
function bounds(range: Range): readonly [number, number] {
  if (range.kind === 'int' && !range.isLog) return [range.low - 0.5, range.high + 0.5];
  if (range.kind === 'int') return [Math.log(range.low - 0.5), Math.log(range.high + 0.5)];
  return [scaled(range, range.low), scaled(range, range.high)];
}

function isLog(range: Range): boolean {
  return range.kind === 'log-uniform' || (range.kind === 'int' && range.isLog);
}

function scaled(range: Range, value: number): number {
  return isLog(range) ? Math.log(value) : value;
}

function unscaled(range: Range, value: number): number {
  return isLog(range) ? Math.exp(value) : value;
}

/** Equal for equal points, whatever the order of their names. */
export function pointKey(space: SearchSpace, point: SearchPoint): string {
  return JSON.stringify(space.map(({ name }) => point[name]));
}
