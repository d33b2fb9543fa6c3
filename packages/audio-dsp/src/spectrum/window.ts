/** Windows by name, all periodic, as `scipy.signal.get_window(name, length)` gives them; `ones` is rectangular. */
export type WindowName = 'hann' | 'hamming' | 'blackman' | 'blackmanharris' | 'nuttall' | 'ones';

/** Coefficients of the cosine sums: a0 − a1 cos x + a2 cos 2x − a3 cos 3x. */
const COSINE_SUMS: Readonly<Record<WindowName, readonly number[]>> = {
  hann: [0.5, 0.5],
  hamming: [0.54, 0.46],
  blackman: [0.42, 0.5, 0.08],
  blackmanharris: [0.35875, 0.48829, 0.14128, 0.01168],
  nuttall: [0.3635819, 0.4891775, 0.1365995, 0.0106411],
  ones: [1],
};

/**
 * A periodic window for spectral analysis: one period of its cosines divides by `length`, not `length − 1`.
 * @throws RangeError for a length that is no positive integer
 */
export function analysisWindow(name: WindowName, length: number): Float64Array {
  if (!Number.isInteger(length) || length < 1) throw new RangeError(`window length must be positive, got ${length}`);
  if (length === 1) return Float64Array.of(1);
  const coefficients = COSINE_SUMS[name];
  return Float64Array.from({ length }, (_, i) =>
    coefficients.reduce(
      (sum, weight, k) => sum + (k % 2 === 0 ? weight : -weight) * Math.cos((2 * Math.PI * k * i) / length),
      0,
    ),
  );
}

/** Periodic Hann window (`scipy.signal.get_window('hann', length)`). @throws RangeError as `analysisWindow` */
export function hannWindow(length: number): Float64Array {
  return analysisWindow('hann', length);
}

/** The window in the middle of `size` zeros (`librosa.util.pad_center`). @throws RangeError when it does not fit */
export function padCenter(window: Float64Array, size: number): Float64Array {
  if (window.length > size) throw new RangeError(`a window of ${window.length} does not fit into ${size} samples`);
  const padded = new Float64Array(size);
  padded.set(window, Math.floor((size - window.length) / 2));
  return padded;
}
