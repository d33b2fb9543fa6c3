import { MIN_FFT_SIZE } from '../kernels/fft-plan.js';
import { inverseRealFft, realFft } from '../spectrum/real-fft.js';

/** The start of `samples` ∗ `filter`, as many samples as given: what rings on after the end is cut. */
export function convolve(samples: Float64Array, filter: Float64Array): Float64Array {
  return convolveFull(samples, filter).slice(0, samples.length);
}

/** `samples` ∗ a symmetric `filter` of odd length without its delay, as many samples as given. */
export function convolveCentred(samples: Float64Array, filter: Float64Array): Float64Array {
  const delay = (filter.length - 1) / 2;
  return convolveFull(samples, filter).slice(delay, delay + samples.length);
}

function convolveFull(samples: Float64Array, filter: Float64Array): Float64Array {
  const length = samples.length + filter.length - 1;
  const size = 2 ** Math.ceil(Math.log2(Math.max(MIN_FFT_SIZE, length)));
  const [a, b] = [samples, filter].map((values) => {
    const padded = new Float64Array(size);
    padded.set(values);
    return realFft(padded);
  });
  const re = a.re.map((value, k) => value * b.re[k] - a.im[k] * b.im[k]);
  const im = a.im.map((value, k) => value * b.re[k] + a.re[k] * b.im[k]);
  return inverseRealFft({ re, im });
}
