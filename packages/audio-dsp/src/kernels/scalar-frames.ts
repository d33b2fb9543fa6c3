/** See assembly/frames.ts. */
export function frameEnergies(
  heap: Float64Array,
  signal: number,
  frameCount: number,
  length: number,
  hop: number,
  out: number,
): void {
  for (let frame = 0; frame < frameCount; frame++) {
    const start = signal / 8 + frame * hop;
    let even = 0;
    let odd = 0;
    for (let i = start; i < start + length; i += 2) {
      even += heap[i] * heap[i];
      odd += heap[i + 1] * heap[i + 1];
    }
    heap[out / 8 + frame] = even + odd;
  }
}

/** See assembly/frames.ts. */
export function frameCrossings(
  heap: Float64Array,
  signal: number,
  frameCount: number,
  length: number,
  hop: number,
  threshold: number,
  out: number,
): void {
  for (let frame = 0; frame < frameCount; frame++) {
    const start = signal / 8 + frame * hop;
    let count = 0;
    for (let i = start + 1; i < start + length; i++) {
      if (heap[i] < -threshold !== heap[i - 1] < -threshold) count++;
    }
    heap[out / 8 + frame] = count;
  }
}

/** See assembly/frames.ts. */
export function rowMaxima(heap: Float64Array, matrix: number, rows: number, columns: number, out: number): void {
  for (let row = 0; row < rows; row++) {
    let largest = 0;
    const start = matrix / 8 + row * columns;
    for (let i = start; i < start + columns; i++) if (heap[i] > largest) largest = heap[i];
    heap[out / 8 + row] = largest;
  }
}
