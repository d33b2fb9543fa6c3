import type { ComplexSpectrogram } from '../spectrum/frame-matrix.js';

/**
 * Changes the speed of a spectrogram without changing its pitch, as `librosa.phase_vocoder`: magnitudes are
 * interpolated between frames, phases advance by what they advance between the two frames read.
 *
 * The phase advance is kept as a rotation of the complex plane instead of an angle: it is the same modulo 2π, needs no
 * trigonometry and, unlike librosa's 32-bit accumulator, does not lose precision over time.
 * @param rate above 1 faster (fewer frames), below 1 slower
 * @throws RangeError when the rate is not positive
 */
export function phaseVocoder(spectrogram: ComplexSpectrogram, rate: number): ComplexSpectrogram {
  if (!(rate > 0)) throw new RangeError(`rate must be positive, got ${rate}`);
  const { frameCount, binCount } = spectrogram;
  const outputCount = Math.ceil(frameCount / rate);
  const re = new Float64Array(outputCount * binCount);
  const im = new Float64Array(outputCount * binCount);
  const unit = unitPhasors(spectrogram);
  const turnRe = unit.re.slice(0, binCount);
  const turnIm = unit.im.slice(0, binCount);
  for (let t = 0, out = 0; t < outputCount; t++) {
    const step = t * rate;
    const frame = Math.floor(step);
    const alpha = step - frame;
    const here = frame * binCount;
    const next = here + binCount;
    for (let bin = 0; bin < binCount; bin++, out++) {
      const magnitude = (1 - alpha) * unit.magnitude[here + bin] + alpha * unit.magnitude[next + bin];
      const tr = turnRe[bin];
      const ti = turnIm[bin];
      re[out] = magnitude * tr;
      im[out] = magnitude * ti;
      // Rotation from this frame's phase to the next one's.
      const ar = unit.re[next + bin] * unit.re[here + bin] + unit.im[next + bin] * unit.im[here + bin];
      const ai = unit.im[next + bin] * unit.re[here + bin] - unit.re[next + bin] * unit.im[here + bin];
      const nr = tr * ar - ti * ai;
      const ni = tr * ai + ti * ar;
      // One Newton step back to length 1: rounding would otherwise grow or shrink the phasor.
      const correction = 1.5 - 0.5 * (nr * nr + ni * ni);
      turnRe[bin] = nr * correction;
      turnIm[bin] = ni * correction;
    }
  }
  return { frameCount: outputCount, binCount, re, im };
}

/** Magnitudes and unit phasors of all frames and of two silent ones after the last; silence has phase 0. */
function unitPhasors({ frameCount, binCount, re, im }: ComplexSpectrogram): {
  re: Float64Array;
  im: Float64Array;
  magnitude: Float64Array;
} {
  const size = (frameCount + 2) * binCount;
  const unitRe = new Float64Array(size).fill(1);
  const unitIm = new Float64Array(size);
  const magnitude = new Float64Array(size);
  for (let i = 0; i < re.length; i++) {
    const length = Math.sqrt(re[i] * re[i] + im[i] * im[i]);
    if (length === 0) continue;
    magnitude[i] = length;
    unitRe[i] = re[i] / length;
    unitIm[i] = im[i] / length;
  }
  return { re: unitRe, im: unitIm, magnitude };
}
