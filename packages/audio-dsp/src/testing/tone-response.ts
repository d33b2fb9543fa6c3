import { Resampler } from '../resample/resampler.js';

/** What a change of rate makes of a tone. */
export interface ToneResponse {
  /** Level of the tone in the output relative to the input, in dB. */
  readonly gainDb: number;
  /** RMS of everything else in the output relative to the tone's RMS in the input, in dB: aliases, images, noise. */
  readonly residueDb: number;
}

/** Samples left out at either end, where the filter meets the silence beyond. */
const EDGE_SEC = 0.1;
const DURATION_SEC = 0.6;

/** Measures one tone by fitting a sine of its frequency to the output, by least squares. */
export function toneResponse(resampler: Resampler, frequencyHz: number): ToneResponse {
  const { inputRateHz, outputRateHz } = resampler;
  const input = Float64Array.from({ length: Math.round(DURATION_SEC * inputRateHz) }, (_, i) =>
    Math.sin((2 * Math.PI * frequencyHz * i) / inputRateHz),
  );
  const output = resampler.resample(input);
  const edge = Math.ceil(EDGE_SEC * outputRateHz);
  const angleOf = (i: number) => (2 * Math.PI * frequencyHz * i) / outputRateHz;
  let [cc, cs, ss, cy, sy] = [0, 0, 0, 0, 0];
  for (let i = edge; i < output.length - edge; i++) {
    const [c, s] = [Math.cos(angleOf(i)), Math.sin(angleOf(i))];
    cc += c * c;
    cs += c * s;
    ss += s * s;
    cy += c * output[i];
    sy += s * output[i];
  }
  const determinant = cc * ss - cs * cs;
  const a = (cy * ss - sy * cs) / determinant;
  const b = (sy * cc - cy * cs) / determinant;
  let residue = 0;
  for (let i = edge; i < output.length - edge; i++) {
    residue += (output[i] - a * Math.cos(angleOf(i)) - b * Math.sin(angleOf(i))) ** 2;
  }
  const decibels = (ratio: number) => 20 * Math.log10(Math.max(ratio, 1e-15));
  return {
    gainDb: decibels(Math.hypot(a, b)),
    residueDb: decibels(Math.sqrt((2 * residue) / (output.length - 2 * edge))),
  };
}

/** Level of what a tone above the output's Nyquist frequency leaves in the output, relative to its own, in dB. */
export function leakDb(resampler: Resampler, frequencyHz: number): number {
  const { inputRateHz, outputRateHz } = resampler;
  const input = Float64Array.from({ length: Math.round(DURATION_SEC * inputRateHz) }, (_, i) =>
    Math.sin((2 * Math.PI * frequencyHz * i) / inputRateHz),
  );
  const output = resampler.resample(input);
  const edge = Math.ceil(EDGE_SEC * outputRateHz);
  const middle = output.subarray(edge, output.length - edge);
  const rms = Math.sqrt(middle.reduce((sum, value) => sum + value * value, 0) / middle.length);
  return 20 * Math.log10(Math.max(rms * Math.SQRT2, 1e-15));
}
