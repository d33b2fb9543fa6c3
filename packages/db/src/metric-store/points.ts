/**
 * Points of one series in columns of equal length. Unless said otherwise, steps ascend and are unique.
 * `ts` is in milliseconds since the Unix epoch.
 */
export interface Points {
  readonly steps: Int32Array;
  readonly ts: Float64Array;
  readonly values: Float64Array;
}

export const NO_POINTS: Points = newPoints(0);

export function newPoints(count: number): Points {
  return { steps: new Int32Array(count), ts: new Float64Array(count), values: new Float64Array(count) };
}

/** An element within bounds, which the loops over columns keep to by their form. One function a type keeps both fast. */
export function intAt(column: Int32Array, i: number): number {
  return column[i] as number;
}
export function floatAt(column: Float64Array, i: number): number {
  return column[i] as number;
}

export function slicePoints(points: Points, start: number, end: number): Points {
  return {
    steps: points.steps.subarray(start, end),
    ts: points.ts.subarray(start, end),
    values: points.values.subarray(start, end),
  };
}

/** One after the other, order kept: steps ascend only if the parts follow each other. */
export function concatPoints(parts: readonly Points[]): Points {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const out = newPoints(parts.reduce((sum, part) => sum + part.steps.length, 0));
  let at = 0;
  for (const part of parts) {
    out.steps.set(part.steps, at);
    out.ts.set(part.ts, at);
    out.values.set(part.values, at);
    at += part.steps.length;
  }
  return out;
}

/** Makes steps ascend and be unique; of a repeated step the last one given wins. */
export function normalizePoints(points: Points): Points {
  if (ascends(points.steps)) return points;
  const newest = new Map<number, number>();
  for (let i = 0; i < points.steps.length; i++) newest.set(intAt(points.steps, i), i);
  const order = [...newest].sort(([a], [b]) => a - b);
  const out = newPoints(order.length);
  for (const [at, [step, i]] of order.entries()) {
    out.steps[at] = step;
    out.ts[at] = floatAt(points.ts, i);
    out.values[at] = floatAt(points.values, i);
  }
  return out;
}

/** Both together in order; a step in both is taken from `over`. */
export function overlayPoints(base: Points, over: Points): Points {
  const out = newPoints(base.steps.length + over.steps.length);
  let fromBase = 0;
  let fromOver = 0;
  let count = 0;
  while (fromBase < base.steps.length || fromOver < over.steps.length) {
    const takesOver =
      fromOver < over.steps.length &&
      (fromBase >= base.steps.length || intAt(over.steps, fromOver) <= intAt(base.steps, fromBase));
    const source = takesOver ? over : base;
    const at = takesOver ? fromOver++ : fromBase;
    const step = intAt(source.steps, at);
    if (!takesOver || (fromBase < base.steps.length && intAt(base.steps, fromBase) === step)) fromBase++;
    out.steps[count] = step;
    out.ts[count] = floatAt(source.ts, at);
    out.values[count] = floatAt(source.values, at);
    count++;
  }
  return slicePoints(out, 0, count);
}

/** The first index whose step is at least `step`. */
export function lowerBound(steps: Int32Array, step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (intAt(steps, middle) < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

function ascends(steps: Int32Array): boolean {
  for (let i = 1; i < steps.length; i++) if (intAt(steps, i) <= intAt(steps, i - 1)) return false;
  return true;
}
