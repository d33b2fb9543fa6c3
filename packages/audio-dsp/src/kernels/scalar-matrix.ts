/** See assembly/matrix.ts. */
export function projectDense(
  heap: Float64Array,
  matrix: number,
  rows: number,
  inputs: number,
  weights: number,
  columns: number,
  out: number,
): void {
  const sums = new Float64Array(columns);
  for (let row = 0; row < rows; row++) {
    sums.fill(0);
    let w = weights / 8;
    const start = matrix / 8 + row * inputs;
    for (let i = start; i < start + inputs; i++) {
      const value = heap[i];
      for (let column = 0; column < columns; column++, w++) sums[column] += value * heap[w];
    }
    heap.set(sums, out / 8 + row * columns);
  }
}

/** See assembly/matrix.ts. */
export function projectBands(
  heap: Float64Array,
  matrix: number,
  rows: number,
  inputs: number,
  bands: number,
  firstBins: number,
  offsets: number,
  weights: number,
  out: number,
): void {
  const integers = new Int32Array(heap.buffer, 0, heap.buffer.byteLength >> 2);
  for (let row = 0; row < rows; row++) {
    for (let band = 0; band < bands; band++) {
      let x = matrix / 8 + row * inputs + integers[firstBins / 4 + band];
      const start = weights / 8 + integers[offsets / 4 + band];
      const end = weights / 8 + integers[offsets / 4 + band + 1];
      let even = 0;
      let odd = 0;
      for (let w = start; w < end; w += 2, x += 2) {
        even += heap[w] * heap[x];
        odd += heap[w + 1] * heap[x + 1];
      }
      heap[out / 8 + row * bands + band] = even + odd;
    }
  }
}

/** See assembly/matrix.ts. */
export function squareRoots(heap: Float64Array, values: number, count: number, out: number): void {
  for (let i = 0; i < count; i++) heap[out / 8 + i] = Math.sqrt(heap[values / 8 + i]);
}
