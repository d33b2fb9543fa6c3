import { inWorkspace } from '../kernels/workspace.js';

/** Bins 0 … size/2 of the spectrum of a real signal, DC and Nyquist included. */
export interface RealSpectrum {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/**
 * FFT of a real signal of a power-of-two length (at least 16), unscaled, kernel e^(−2πi jk/size), as `numpy.fft.rfft`.
 * @throws RangeError for another length
 */
export function realFft(samples: Float32Array | Float64Array): RealSpectrum {
  const size = samples.length;
  return inWorkspace((workspace) => {
    const plan = workspace.putFftPlan(size);
    const signal = workspace.put(samples);
    const re = workspace.allocate(size / 2 + 1);
    const im = workspace.allocate(size / 2 + 1);
    workspace.kernels.forwardFrames(signal, 0, size, 1, plan, size, re, im);
    return { re: workspace.view(re, size / 2 + 1).slice(), im: workspace.view(im, size / 2 + 1).slice() };
  });
}

/**
 * The real signal of a spectrum, scaled by 1/size, as `numpy.fft.irfft`: the imaginary parts of DC and Nyquist are
 * ignored.
 * @param spectrum size/2 + 1 bins
 */
export function inverseRealFft({ re, im }: RealSpectrum): Float64Array {
  const size = 2 * (re.length - 1);
  return inWorkspace((workspace) => {
    const plan = workspace.putFftPlan(size);
    const ones = workspace.put(new Float64Array(size).fill(1));
    const sum = workspace.allocateZeros(size);
    const inRe = workspace.put(re);
    const inIm = workspace.put(im);
    workspace.kernels.overlapAddFrames(inRe, inIm, 1, plan, size, ones, size, sum);
    return workspace.view(sum, size).slice();
  });
}
