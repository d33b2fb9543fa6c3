import { finishSpectrum, inverseFrame, transformFrame } from './real-fft';

/**
 * Overlap-save convolution with a filter whose spectrum is real. Block b reads `size` samples from
 * signal + b · usable and writes the `usable` samples after its first `half` ones to out + b · usable.
 * With a `halfPlan` (of size/2) the signal has zeros between its samples, which are left out: block b reads size/2
 * samples from signal + b · usable/2.
 * Values below `flush` of a block's largest are rounding and become zero.
 */
export function convolveBlocks(
  signal: usize,
  response: usize,
  plan: usize,
  halfPlan: usize,
  size: i32,
  blockCount: i32,
  half: i32,
  usable: i32,
  spectrum: usize,
  flush: f64,
  out: usize,
): void {
  const spectrumIm = spectrum + ((<usize>(size >> 1) + 2) << 3);
  const end: usize = (<usize>(size >> 1) + 1) << 3;
  for (let block = 0; block < blockCount; block++) {
    const at: usize = (<usize>(block * usable)) << 3;
    if (halfPlan !== 0) {
      const packed = transformFrame(signal + (at >> 1), 0, halfPlan, size >> 1);
      finishSpectrum(packed, halfPlan, size >> 1, spectrum, spectrumIm);
      mirrorSpectrum(spectrum, spectrumIm, size);
    } else {
      const packed = transformFrame(signal + at, 0, plan, size);
      finishSpectrum(packed, plan, size, spectrum, spectrumIm);
    }
    for (let k: usize = 0; k < end; k += 16) {
      const gain = v128.load(response + k);
      v128.store(spectrum + k, f64x2.mul(v128.load(spectrum + k), gain));
      v128.store(spectrumIm + k, f64x2.mul(v128.load(spectrumIm + k), gain));
    }
    writeBlock(inverseFrame(spectrum, spectrumIm, plan, size), size, half, usable, flush, out + at);
  }
}

/** The spectrum of a signal becomes that of the signal with a zero after every sample: its mirror image follows it. */
function mirrorSpectrum(re: usize, im: usize, size: i32): void {
  const quarter: usize = (<usize>(size >> 2)) << 3;
  for (let k: usize = 8; k <= quarter; k += 8) {
    store<f64>(re + quarter + k, load<f64>(re + quarter - k));
    store<f64>(im + quarter + k, -load<f64>(im + quarter - k));
  }
}

function writeBlock(packed: usize, size: i32, half: i32, usable: i32, flush: f64, out: usize): void {
  const halfBytes: usize = (<usize>(size >> 1)) << 3;
  let peaks = f64x2.splat(0);
  for (let j: usize = 0; j < 2 * halfBytes; j += 16) peaks = f64x2.max(peaks, f64x2.abs(v128.load(packed + j)));
  const peak = max(f64x2.extract_lane(peaks, 0), f64x2.extract_lane(peaks, 1));
  const floor = f64x2.splat(peak * flush);
  const scale = f64x2.splat(1 / <f64>(size >> 1));
  const negated = f64x2.splat(-1 / <f64>(size >> 1));
  // `half` and `usable` are even, so that pairs of samples never straddle the ends.
  const first: usize = (<usize>(half >> 1)) << 3;
  const last: usize = first + ((<usize>(usable >> 1)) << 3);
  let o = out;
  let j = first;
  for (; j + 8 < last; j += 16, o += 32) {
    let even = v128.load(packed + j);
    let odd = v128.load(packed + halfBytes + j);
    even = v128.and(even, f64x2.ge(f64x2.abs(even), floor));
    odd = v128.and(odd, f64x2.ge(f64x2.abs(odd), floor));
    even = f64x2.mul(even, scale);
    odd = f64x2.mul(odd, negated);
    v128.store(o, v128.shuffle<f64>(even, odd, 0, 2));
    v128.store(o, v128.shuffle<f64>(even, odd, 1, 3), 16);
  }
  if (j < last) {
    const limit = peak * flush;
    const even = load<f64>(packed + j);
    const odd = load<f64>(packed + halfBytes + j);
    store<f64>(o, (abs(even) >= limit ? even : 0) * (1 / <f64>(size >> 1)));
    store<f64>(o, (abs(odd) >= limit ? odd : 0) * (-1 / <f64>(size >> 1)), 8);
  }
}

/** out[m] = filter(phase m) · filtered from position m, positions advancing by numerator / phaseCount samples. */
export function readPhases(
  filtered: usize,
  numerator: i32,
  phaseCount: i32,
  tapCount: i32,
  bank: usize,
  out: usize,
  count: i32,
): void {
  const wholeStep: usize = (<usize>(numerator / phaseCount)) << 3;
  const phaseStep = numerator % phaseCount;
  const rowBytes: usize = (<usize>tapCount) << 3;
  let phase = 0;
  let at = filtered;
  for (let m = 0; m < count; m++) {
    const row = bank + <usize>phase * rowBytes;
    let sum = f64x2.splat(0);
    for (let i: usize = 0; i < rowBytes; i += 16) {
      sum = f64x2.add(sum, f64x2.mul(v128.load(row + i), v128.load(at + i)));
    }
    store<f64>(out + ((<usize>m) << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
    at += wholeStep;
    phase += phaseStep;
    if (phase >= phaseCount) {
      phase -= phaseCount;
      at += 8;
    }
  }
}

/** The same for positions m · step, between two phases of the bank by linear interpolation. */
export function readInterpolatedPhases(
  filtered: usize,
  step: f64,
  phaseCount: i32,
  tapCount: i32,
  bank: usize,
  out: usize,
  count: i32,
): void {
  const rowBytes: usize = (<usize>tapCount) << 3;
  for (let m = 0; m < count; m++) {
    const position = <f64>m * step;
    // Positions are not negative, so that cutting to a signed integer rounds down, at a fraction of the price of floor.
    const whole = <i32>position;
    const phase = (position - <f64>whole) * <f64>phaseCount;
    const lower = <i32>phase;
    const share = f64x2.splat(phase - <f64>lower);
    let row = bank + <usize>lower * rowBytes;
    let upper = row + rowBytes;
    let at = filtered + ((<usize>whole) << 3);
    let sum = f64x2.splat(0);
    for (const end = upper; row < end; row += 16, upper += 16, at += 16) {
      const weight = v128.load(row);
      const between = f64x2.add(weight, f64x2.mul(share, f64x2.sub(v128.load(upper), weight)));
      sum = f64x2.add(sum, f64x2.mul(between, v128.load(at)));
    }
    store<f64>(out + ((<usize>m) << 3), f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
  }
}
