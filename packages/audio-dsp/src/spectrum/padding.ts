/** What lies beyond the ends of a signal, as `numpy.pad` names it. */
export type PadMode = 'constant' | 'edge' | 'reflect' | 'symmetric' | 'wrap';

/**
 * Copies a signal into `target` with `margin` values before it and whatever room there is after it, continued by `mode`
 * (`numpy.pad`: constant is zero, edge repeats the last sample, reflect mirrors about it, symmetric mirrors with it
 * repeated, wrap starts over). An empty signal is continued by zeros.
 */
export function padInto(
  target: Float64Array,
  samples: Float32Array | Float64Array,
  margin: number,
  mode: PadMode = 'constant',
): void {
  const count = samples.length;
  target.set(samples, margin);
  if (mode === 'constant' || count === 0) {
    target.fill(0, 0, margin);
    target.fill(0, margin + count);
    return;
  }
  for (let i = 0; i < margin; i++) target[i] = samples[sourceIndex(i - margin, count, mode)];
  for (let i = margin + count; i < target.length; i++) target[i] = samples[sourceIndex(i - margin, count, mode)];
}

/** Index in 0 … count − 1 of the sample that stands at `index` of the endless continuation. */
export function sourceIndex(index: number, count: number, mode: Exclude<PadMode, 'constant'>): number {
  switch (mode) {
    case 'edge':
      return index < 0 ? 0 : Math.min(index, count - 1);
    case 'wrap':
      return modulo(index, count);
    case 'symmetric': {
      const at = modulo(index, 2 * count);
      return at < count ? at : 2 * count - 1 - at;
    }
    case 'reflect': {
      if (count === 1) return 0;
      const at = modulo(index, 2 * count - 2);
      return at < count ? at : 2 * count - 2 - at;
    }
  }
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
