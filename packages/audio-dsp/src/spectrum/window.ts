/**
 * Periodic Hann window (`scipy.signal.get_window('hann', length)`): divides by `length`, not `length − 1`, because a
 * window for spectral analysis is one period of a cosine.
 */
export function hannWindow(length: number): Float64Array {
  if (!Number.isInteger(length) || length < 1) throw new RangeError(`window length must be positive, got ${length}`);
  if (length === 1) return Float64Array.of(1);
  return Float64Array.from({ length }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / length));
}

/** The window in the middle of `size` zeros (`librosa.util.pad_center`). @throws RangeError when it does not fit */
export function padCenter(window: Float64Array, size: number): Float64Array {
  if (window.length > size) throw new RangeError(`a window of ${window.length} does not fit into ${size} samples`);
  const padded = new Float64Array(size);
  padded.set(window, Math.floor((size - window.length) / 2));
  return padded;
}
