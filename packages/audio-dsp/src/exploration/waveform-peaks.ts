/** Smallest and largest sample of each of equally long parts of a signal: what a waveform plot draws. */
export interface WaveformPeaks {
  readonly minima: Float32Array;
  readonly maxima: Float32Array;
}

/**
 * Peaks of `bucketCount` parts, or of each sample where there are fewer samples. Every sample is in exactly one part,
 * so that no click disappears. NaN is passed over; a part of NaN alone stays NaN.
 * @throws RangeError when `bucketCount` is no positive integer
 */
export function waveformPeaks(samples: Float32Array | Float64Array, bucketCount: number): WaveformPeaks {
  if (!Number.isInteger(bucketCount) || bucketCount < 1) {
    throw new RangeError(`bucketCount must be a positive integer, got ${bucketCount}`);
  }
  const count = Math.min(bucketCount, samples.length);
  const minima = new Float32Array(count).fill(Number.NaN);
  const maxima = new Float32Array(count).fill(Number.NaN);
  for (let bucket = 0; bucket < count; bucket++) {
    const start = Math.floor((bucket * samples.length) / count);
    const end = Math.floor(((bucket + 1) * samples.length) / count);
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = start; i < end; i++) {
      if (samples[i] < low) low = samples[i];
      if (samples[i] > high) high = samples[i];
    }
    if (low > high) continue;
    minima[bucket] = low;
    maxima[bucket] = high;
  }
  return { minima, maxima };
}
