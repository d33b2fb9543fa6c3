import { RealFft } from '../spectrum/real-fft.js';
import { type PhaseBank, planResampling, type ResamplePlan } from './resample-plan.js';

/**
 * Changes the sample rate of mono signals in the quality class of `librosa.resample(res_type='soxr_hq')`: linear phase,
 * no delay. A sharp low-pass filter runs by FFT (overlap-save), a short polyphase filter then reads the signal at the
 * output positions. An instance keeps the filters of one pair of rates.
 */
export class Resampler {
  readonly #plan: ResamplePlan | null;
  readonly #fft: RealFft;
  /** The sharp filter's spectrum: real, because its impulse response is centred on zero. */
  readonly #response: Float64Array;
  readonly #scratch: { re: Float64Array; im: Float64Array; block: Float64Array };

  /** @throws RangeError when a rate is not positive and finite */
  constructor(
    readonly inputRateHz: number,
    readonly outputRateHz: number,
  ) {
    for (const rateHz of [inputRateHz, outputRateHz]) {
      if (!(rateHz > 0 && Number.isFinite(rateHz)))
        throw new RangeError(`a sample rate must be positive, got ${rateHz}`);
    }
    this.#plan = inputRateHz === outputRateHz ? null : planResampling(inputRateHz, outputRateHz);
    const tapCount = this.#plan?.sharp.length ?? 1;
    this.#fft = new RealFft(Math.max(64, 2 ** Math.ceil(Math.log2(tapCount * 5))));
    const { size, binCount } = this.#fft;
    this.#scratch = {
      re: new Float64Array(binCount),
      im: new Float64Array(binCount),
      block: new Float64Array(size),
    };
    this.#response = this.#plan === null ? new Float64Array(0) : this.#filterResponse(this.#plan.sharp);
  }

  /** Samples that `resample` returns for `sampleCount`: ⌈sampleCount · output / input⌉. */
  outputLengthOf(sampleCount: number): number {
    return Math.ceil(sampleCount * (this.outputRateHz / this.inputRateHz));
  }

  /** @returns a new signal at the output rate; the input is left alone */
  resample(samples: Float32Array | Float64Array): Float64Array {
    const plan = this.#plan;
    if (plan === null) return Float64Array.from(samples);
    const output = new Float64Array(this.outputLengthOf(samples.length));
    // soxr rounds the length where librosa rounds it up and pads with a zero.
    const exactLength = (samples.length * this.outputRateHz) / this.inputRateHz;
    const count = Math.min(output.length, Math.floor(exactLength + 0.5));
    const margin = 'bank' in plan.interpolation ? plan.interpolation.bank.tapCount : 0;
    const filtered = this.#filter(samples, plan.upFactor, margin);
    const { interpolation } = plan;
    if (interpolation.kind === 'decimate') {
      for (let m = 0, at = margin; m < count; m++, at += interpolation.step) output[m] = filtered[at];
    } else if (interpolation.kind === 'rational') {
      readRational(filtered, margin, interpolation.numerator, interpolation.bank, output, count);
    } else {
      readIrrational(filtered, margin, interpolation.step, interpolation.bank, output, count);
    }
    return output;
  }

  #filterResponse(sharp: Float64Array): Float64Array {
    const { re, im, block } = this.#scratch;
    const centre = (sharp.length - 1) / 2;
    block.fill(0);
    for (let i = 0; i < sharp.length; i++) block[(i - centre + block.length) % block.length] = sharp[i];
    this.#fft.forward(block, re, im);
    return re.slice();
  }

  /** The filtered signal at the raised rate, with `margin` more samples before and after. */
  #filter(samples: Float32Array | Float64Array, upFactor: number, margin: number): Float64Array {
    const { re, im, block } = this.#scratch;
    const half = ((this.#plan?.sharp.length ?? 1) - 1) / 2;
    const length = samples.length * upFactor;
    const filtered = new Float64Array(length + 2 * margin + 1);
    const usable = block.length - 2 * half;
    for (let start = -margin; start < length + margin; start += usable) {
      // block[j] is the raised signal at start − half + j.
      const first = start - half;
      block.fill(0);
      const from = Math.max(0, Math.ceil(first / upFactor));
      const to = Math.min(samples.length, Math.ceil((first + block.length) / upFactor));
      for (let i = from, j = from * upFactor - first; i < to; i++, j += upFactor) block[j] = samples[i];
      this.#fft.forward(block, re, im);
      for (let k = 0; k < re.length; k++) {
        re[k] *= this.#response[k];
        im[k] *= this.#response[k];
      }
      this.#fft.inverse(re, im, block);
      silenceRounding(block);
      const end = Math.min(start + usable, length + margin);
      filtered.set(block.subarray(half, half + end - start), start + margin);
    }
    return filtered;
  }
}

/**
 * Digital silence must stay silence: next to sound, the transform leaves rounding of about 1e-16 of the block's peak,
 * which features that normalise every frame would take for a signal.
 */
function silenceRounding(block: Float64Array): void {
  let peak = 0;
  for (let i = 0; i < block.length; i++) {
    const magnitude = Math.abs(block[i]);
    if (magnitude > peak) peak = magnitude;
  }
  const floor = peak * 4e-15;
  for (let i = 0; i < block.length; i++) if (Math.abs(block[i]) < floor) block[i] = 0;
}

/** One change of rate; keep a `Resampler` where many signals share theirs. */
export function resample(
  samples: Float32Array | Float64Array,
  inputRateHz: number,
  outputRateHz: number,
): Float64Array {
  return new Resampler(inputRateHz, outputRateHz).resample(samples);
}

function readRational(
  filtered: Float64Array,
  margin: number,
  numerator: number,
  bank: PhaseBank,
  output: Float64Array,
  count: number,
): void {
  const { phaseCount, tapCount, coefficients } = bank;
  const wholeStep = Math.floor(numerator / phaseCount);
  const phaseStep = numerator % phaseCount;
  let first = margin - (tapCount / 2 - 1);
  let phase = 0;
  for (let m = 0; m < count; m++) {
    let sum = 0;
    for (let i = first, c = phase * tapCount, end = c + tapCount; c < end; c++, i++) {
      sum += coefficients[c] * filtered[i];
    }
    output[m] = sum;
    first += wholeStep;
    phase += phaseStep;
    if (phase >= phaseCount) {
      phase -= phaseCount;
      first++;
    }
  }
}

function readIrrational(
  filtered: Float64Array,
  margin: number,
  step: number,
  bank: PhaseBank,
  output: Float64Array,
  count: number,
): void {
  const { phaseCount, tapCount, coefficients } = bank;
  for (let m = 0; m < count; m++) {
    const position = m * step;
    const whole = Math.floor(position);
    const phase = (position - whole) * phaseCount;
    const lower = Math.floor(phase);
    const share = phase - lower;
    let sumLower = 0;
    let sumUpper = 0;
    let c = lower * tapCount;
    for (let i = whole + margin - (tapCount / 2 - 1), end = i + tapCount; i < end; i++, c++) {
      sumLower += coefficients[c] * filtered[i];
      sumUpper += coefficients[c + tapCount] * filtered[i];
    }
    output[m] = sumLower + share * (sumUpper - sumLower);
  }
}
