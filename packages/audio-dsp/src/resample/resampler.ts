import { requireFinite } from '../finite-audio.js';
import { inWorkspace, type Workspace } from '../kernels/workspace.js';
import { realFft } from '../spectrum/real-fft.js';
import { planResampling, type ResamplePlan } from './resample-plan.js';

/**
 * Digital silence must stay silence: next to sound, a transform leaves rounding of about 1e-16 of its block's peak,
 * which features that normalise every frame would take for a signal. Values under this share of the peak become zero.
 */
const ROUNDING = 4e-15;
/** Blocks of this many samples stay in the fastest cache; longer filters need longer blocks. */
const PREFERRED_BLOCK = 2048;

/**
 * Changes the sample rate of mono signals in the quality class of `librosa.resample(res_type='soxr_hq')`: linear phase,
 * no delay. A sharp low-pass filter runs by FFT (overlap-save), a short polyphase filter then reads the signal at the
 * output positions. An instance keeps the filters of one pair of rates.
 */
export class Resampler {
  readonly #plan: ResamplePlan | null;
  /** The sharp filter's spectrum: real, because its impulse response is centred on zero. */
  readonly #response: Float64Array;
  readonly #blockSize: number;

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
    this.#blockSize = Math.max(PREFERRED_BLOCK, 2 ** Math.ceil(Math.log2(tapCount * 2.5)));
    this.#response = this.#plan === null ? new Float64Array(0) : centredResponse(this.#plan.sharp, this.#blockSize);
  }

  /** Samples that `resample` returns for `sampleCount`: ⌈sampleCount · output / input⌉. */
  outputLengthOf(sampleCount: number): number {
    return Math.ceil(sampleCount * (this.outputRateHz / this.inputRateHz));
  }

  /** @returns a new signal at the output rate; the input is left alone. @throws NonFiniteAudioError */
  resample(samples: Float32Array | Float64Array): Float64Array {
    requireFinite(samples);
    const plan = this.#plan;
    if (plan === null) return new Float64Array(samples);
    const output = new Float64Array(this.outputLengthOf(samples.length));
    // soxr rounds the length where librosa rounds it up and pads with a zero.
    const exactLength = (samples.length * this.outputRateHz) / this.inputRateHz;
    const count = Math.min(output.length, Math.floor(exactLength + 0.5));
    if (count === 0) return output;
    return inWorkspace((workspace) => {
      const { interpolation } = plan;
      const margin = interpolation.kind === 'decimate' ? 0 : interpolation.bank.tapCount;
      const filtered = this.#filterIn(workspace, samples, plan, margin);
      // Like soxr's second stage, the interpolation sees silence before the start, not the filter's ringing.
      workspace.view(filtered, margin).fill(0);
      if (interpolation.kind === 'decimate') {
        const view = workspace.view(filtered, count * interpolation.step);
        for (let m = 0, at = 0; m < count; m++, at += interpolation.step) output[m] = view[at];
        return output;
      }
      const pointer = workspace.allocate(count);
      const { bank } = interpolation;
      const start = filtered + 8 * (margin - (bank.tapCount / 2 - 1));
      const coefficients = workspace.put(bank.coefficients);
      if (interpolation.kind === 'rational') {
        const { numerator } = interpolation;
        workspace.kernels.readPhases(start, numerator, bank.phaseCount, bank.tapCount, coefficients, pointer, count);
      } else {
        const { step } = interpolation;
        workspace.kernels.readInterpolatedPhases(
          start,
          step,
          bank.phaseCount,
          bank.tapCount,
          coefficients,
          pointer,
          count,
        );
      }
      output.set(workspace.view(pointer, count));
      return output;
    });
  }

  /** The filtered signal at the raised rate, with at least `margin` more samples before and after. */
  #filterIn(workspace: Workspace, samples: Float32Array | Float64Array, plan: ResamplePlan, margin: number): number {
    const { upFactor, sharp } = plan;
    const size = this.#blockSize;
    const half = (sharp.length - 1) / 2;
    const usable = size - 2 * half;
    const needed = samples.length * upFactor + 2 * margin + 1;
    const blockCount = Math.ceil(needed / usable);
    const filtered = workspace.allocate(blockCount * usable);
    const { top } = workspace;
    // Doubling the rate needs no zeros between samples: the transform of half the size has the same spectrum twice.
    const isDoubling = upFactor === 2;
    const stuffing = isDoubling ? 1 : upFactor;
    const signalLength = (blockCount * usable + 2 * half) / (isDoubling ? 2 : 1);
    const signal = workspace.allocateZeros(signalLength);
    const response = workspace.put(this.#response);
    const fftPlan = workspace.putFftPlan(size);
    const halfPlan = isDoubling ? workspace.putFftPlan(size / 2) : 0;
    const spectrum = workspace.allocate(size + 8);
    const view = workspace.view(signal, signalLength);
    const start = (half + margin) / (isDoubling ? 2 : 1);
    if (stuffing === 1) view.set(samples, start);
    else for (let i = 0, j = start; i < samples.length; i++, j += stuffing) view[j] = samples[i];
    workspace.kernels.convolveBlocks(
      signal,
      response,
      fftPlan,
      halfPlan,
      size,
      blockCount,
      half,
      usable,
      spectrum,
      ROUNDING,
      filtered,
    );
    workspace.release(top);
    return filtered;
  }
}

/**
 * One change of rate, as `librosa.resample(res_type='soxr_hq')`; keep a `Resampler` where many signals share theirs.
 * @returns ⌈length · output / input⌉ samples
 * @throws RangeError when a rate is not positive and finite, NonFiniteAudioError
 */
export function resample(
  samples: Float32Array | Float64Array,
  inputRateHz: number,
  outputRateHz: number,
): Float64Array {
  return new Resampler(inputRateHz, outputRateHz).resample(samples);
}

/** Spectrum of a symmetric filter centred on sample 0: its imaginary part is zero. */
function centredResponse(filter: Float64Array, size: number): Float64Array {
  const centre = (filter.length - 1) / 2;
  const block = new Float64Array(size);
  for (let i = 0; i < filter.length; i++) block[(i - centre + size) % size] = filter[i];
  return realFft(block).re;
}
