/** See assembly/median.ts. */
export function runningMedians(
  heap: Float64Array,
  lines: number,
  lineCount: number,
  count: number,
  width: number,
  _sorted: number,
  out: number,
): void {
  const lineLength = count + width - 1;
  const sorted = new Float64Array(width);
  for (let line = 0; line < lineCount; line++) {
    const start = lines / 8 + line * lineLength;
    const target = out / 8 + line * count;
    sorted.set(heap.subarray(start, start + width));
    sorted.sort();
    heap[target] = sorted[width >> 1];
    for (let i = 1; i < count; i++) {
      replaceSorted(sorted, heap[start + i - 1], heap[start + i - 1 + width]);
      heap[target + i] = sorted[width >> 1];
    }
  }
}

function replaceSorted(sorted: Float64Array, leaving: number, entering: number): void {
  const last = sorted.length - 1;
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < leaving) low = middle + 1;
    else high = middle;
  }
  let place = low;
  for (; place < last && sorted[place + 1] < entering; place++) sorted[place] = sorted[place + 1];
  for (; place > 0 && sorted[place - 1] > entering; place--) sorted[place] = sorted[place - 1];
  sorted[place] = entering;
}
