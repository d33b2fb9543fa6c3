/** Smallest FFT the kernels do: their passes work on pairs. */
export const MIN_FFT_SIZE = 16;

/** Doubles an FFT plan takes: twiddles, cosines and sines, and scratch of 4 · size/2. See assembly/plan.ts. */
export function fftPlanLength(size: number): number {
  return planTablesOf(size).length + 2 * size;
}

/** Writes the tables of an FFT of `size` real samples to `heap` from index `start`. */
export function fillFftPlan(heap: Float64Array, start: number, size: number): void {
  heap.set(planTablesOf(size), start);
}

const tables = new Map<number, Float64Array>();

function planTablesOf(size: number): Float64Array {
  let table = tables.get(size);
  if (table === undefined) {
    table = makePlanTables(size);
    tables.set(size, table);
  }
  return table;
}

/** @throws RangeError when `size` is no power of two or too small */
function makePlanTables(size: number): Float64Array {
  if (!Number.isInteger(size) || size < MIN_FFT_SIZE || 2 ** Math.round(Math.log2(size)) !== size) {
    throw new RangeError(`nFft must be a power of two of at least ${MIN_FFT_SIZE}, got ${size}`);
  }
  const half = size / 2;
  const table: number[] = firstPassTwiddles(half);
  for (let length = half >> 2; length >= 4; length >>= 2) {
    for (let p = 0; p < length >> 2; p++) {
      for (let power = 1; power <= 3; power++) {
        const angle = (-2 * Math.PI * p * power) / length;
        table.push(Math.cos(angle), Math.sin(angle));
      }
    }
  }
  const rowLength = size / 4 + 2;
  for (let k = 0; k < rowLength; k++) table.push(Math.cos((2 * Math.PI * k) / size));
  for (let k = 0; k < rowLength; k++) table.push(-Math.sin((2 * Math.PI * k) / size));
  return Float64Array.from(table);
}

/** w, w², w³ as six rows, so that neighbouring butterflies find theirs side by side. */
function firstPassTwiddles(half: number): number[] {
  const quarter = half >> 2;
  const rows: number[] = [];
  for (let power = 1; power <= 3; power++) {
    const angleOf = (p: number) => (-2 * Math.PI * p * power) / half;
    for (let p = 0; p < quarter; p++) rows.push(Math.cos(angleOf(p)));
    for (let p = 0; p < quarter; p++) rows.push(Math.sin(angleOf(p)));
  }
  return rows;
}
