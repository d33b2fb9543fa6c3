import { ExtremeSums } from '../features/extreme-sums.js';
import { inWorkspace } from '../kernels/workspace.js';
import { createFrameMatrix, type FrameMatrix } from '../spectrum/frame-matrix.js';
import type { PitchTrack } from './pitch-tracker.js';
import { DESCRIPTOR_COUNT, descriptorIndex } from './voxboard-setting.js';

export interface DescriptorInputs {
  readonly samples: Float32Array | Float64Array;
  readonly sampleRateHz: number;
  readonly nFft: number;
  readonly hopLength: number;
  /** Analysis window of the spectrogram, nFft values. */
  readonly window: Float64Array;
  /** Length of its part that is not padding, in samples. */
  readonly winLength: number;
  /** frames × (nFft/2 + 1). */
  readonly power: FrameMatrix;
  /** frames × bands, natural logarithm. */
  readonly logMel: FrameMatrix;
  readonly pitch: PitchTrack;
}

const REFERENCE_PITCH_HZ = 150;
const POWER_FLOOR = 1e-10;
const CONTRAST_EDGES_HZ = [50, 200, 400, 800, 1600, 3200, 8000] as const;
const CONTRAST_SHARE = 0.1;
const DB_PER_NEPER = 10 / Math.LN10;

/**
 * The 22 descriptors of each frame, in the order of DESCRIPTOR_NAMES: pitch and voicing, level, where and how the
 * spectrum is distributed (after eGeMAPS, Eyben et al. 2016), its change and its contrast in octaves.
 * @returns frames × 22
 */
export function voxboardDescriptors(inputs: DescriptorInputs): FrameMatrix {
  const { power, pitch } = inputs;
  const descriptors = createFrameMatrix(power.frameCount, DESCRIPTOR_COUNT);
  const spectrum = new SpectrumDescriber(inputs);
  for (let frame = 0; frame < power.frameCount; frame++) {
    const row = descriptors.values.subarray(frame * DESCRIPTOR_COUNT, (frame + 1) * DESCRIPTOR_COUNT);
    const frequencyHz = pitch.frequenciesHz[frame];
    row[0] = frequencyHz > 0 ? 12 * Math.log2(frequencyHz / REFERENCE_PITCH_HZ) : 0;
    row[1] = frequencyHz > 0 ? 1 : 0;
    row[2] = pitch.harmonicity[frame];
    spectrum.describe(frame, row);
    row[descriptorIndex('flux')] = melFlux(inputs.logMel, frame);
    row[descriptorIndex('zeroCrossingRate')] = crossingRate(inputs, frame);
  }
  return descriptors;
}

/** Root mean square change of the log-mels since the frame before. */
function melFlux({ columnCount, values }: FrameMatrix, frame: number): number {
  if (frame === 0) return 0;
  let sum = 0;
  for (let i = frame * columnCount, end = i + columnCount; i < end; i++)
    sum += (values[i] - values[i - columnCount]) ** 2;
  return Math.sqrt(sum / columnCount);
}

/** Sign changes between neighbouring samples under the window, as a share. */
function crossingRate({ samples, hopLength, winLength }: DescriptorInputs, frame: number): number {
  const start = Math.max(1, frame * hopLength - winLength / 2 + 1);
  const end = Math.min(samples.length, frame * hopLength + winLength / 2);
  let crossings = 0;
  for (let i = start; i < end; i++) if (samples[i] < 0 !== samples[i - 1] < 0) crossings++;
  return crossings / winLength;
}

interface BinRange {
  readonly first: number;
  readonly end: number;
}

/** Writes descriptors 3…13 and 16…21, which need the spectrum alone. */
class SpectrumDescriber {
  readonly #power: FrameMatrix;
  readonly #binHz: number;
  readonly #energyScale: number;
  /** ln(power + floor), frames × bins. */
  readonly #allLogs: Float64Array;
  /** The same of the frame at hand. */
  readonly #logs: Float64Array;
  readonly #bands: readonly BinRange[];
  readonly #extremes: readonly ExtremeSums[];

  constructor({ power, sampleRateHz, nFft, window }: DescriptorInputs) {
    this.#power = power;
    this.#binHz = sampleRateHz / nFft;
    let windowEnergy = 0;
    for (const weight of window) windowEnergy += weight * weight;
    this.#energyScale = 2 / (nFft * windowEnergy);
    this.#allLogs = logsOf(power.values);
    this.#logs = new Float64Array(power.columnCount);
    this.#bands = CONTRAST_EDGES_HZ.slice(1).map((highHz, band) => this.#range(CONTRAST_EDGES_HZ[band], highHz));
    this.#extremes = this.#bands.map(({ first, end }) => {
      return new ExtremeSums(Math.max(1, Math.round(CONTRAST_SHARE * (end - first))));
    });
  }

  describe(frame: number, row: Float64Array): void {
    const { columnCount, values } = this.#power;
    const spectrum = values.subarray(frame * columnCount, (frame + 1) * columnCount);
    const logs = this.#logs;
    logs.set(this.#allLogs.subarray(frame * columnCount, (frame + 1) * columnCount));
    this.#describeShape(spectrum, row);
    const low = this.#range(50, 1000);
    const high = this.#range(1000, 5000);
    row[9] = DB_PER_NEPER * Math.log((sumOf(spectrum, high) + POWER_FLOOR) / (sumOf(spectrum, low) + POWER_FLOOR));
    row[10] = DB_PER_NEPER * (maxOf(logs, this.#range(0, 2000)) - maxOf(logs, this.#range(2000, 5000)));
    row[11] = this.#slope(50, 500);
    row[12] = this.#slope(500, 1500);
    row[13] = this.#slope(1500, 6000);
    this.#bands.forEach((band, i) => {
      row[16 + i] = this.#contrast(band, this.#extremes[i]);
    });
  }

  #describeShape(spectrum: Float64Array, row: Float64Array): void {
    let total = 0;
    let magnitudes = 0;
    let weighted = 0;
    let squared = 0;
    let logSum = 0;
    for (let bin = 0; bin < spectrum.length; bin++) {
      const magnitude = Math.sqrt(spectrum[bin]);
      total += spectrum[bin];
      magnitudes += magnitude;
      weighted += bin * magnitude;
      squared += bin * bin * magnitude;
      logSum += this.#logs[bin];
    }
    const centre = magnitudes > 0 ? weighted / magnitudes : 0;
    const variance = magnitudes > 0 ? squared / magnitudes - centre * centre : 0;
    row[3] = 10 * Math.log10(this.#energyScale * total + POWER_FLOOR);
    row[4] = centre * this.#binHz;
    row[5] = Math.sqrt(Math.max(0, variance)) * this.#binHz;
    row[6] = this.#binHz * binUnder(spectrum, 0.85 * total);
    row[7] = this.#binHz * binUnder(spectrum, 0.5 * total);
    row[8] = logSum / spectrum.length - Math.log(total / spectrum.length + POWER_FLOOR);
  }

  /** Slope of a line fitted to the spectrum in dB, in dB per kHz. */
  #slope(lowHz: number, highHz: number): number {
    const { first, end } = this.#range(lowHz, highHz);
    const count = end - first;
    const middle = (first + end - 1) / 2;
    let sum = 0;
    for (let bin = first; bin < end; bin++) sum += (bin - middle) * this.#logs[bin];
    const spread = (count * (count * count - 1)) / 12;
    return spread > 0 ? (DB_PER_NEPER * sum * 1000) / (spread * this.#binHz) : 0;
  }

  /** Mean of the highest tenth of a band's bins minus mean of the lowest, in nepers. */
  #contrast({ first, end }: BinRange, extremes: ExtremeSums): number {
    if (end - first < extremes.count) return 0;
    extremes.measure(this.#logs, first, end);
    return (extremes.highest - extremes.lowest) / extremes.count;
  }

  /** Bins whose frequency lies in [lowHz, highHz), as far as the spectrum reaches. */
  #range(lowHz: number, highHz: number): BinRange {
    const clip = (bin: number) => Math.min(this.#power.columnCount, Math.ceil(bin));
    return { first: clip(lowHz / this.#binHz), end: clip(highHz / this.#binHz) };
  }
}

function logsOf(values: Float64Array): Float64Array {
  return inWorkspace((workspace) => {
    const pointer = workspace.put(values);
    workspace.kernels.naturalLogs(pointer, values.length + (values.length % 2), 0, POWER_FLOOR, pointer);
    return workspace.view(pointer, values.length).slice();
  });
}

function sumOf(values: Float64Array, { first, end }: BinRange): number {
  let sum = 0;
  for (let i = first; i < end; i++) sum += values[i];
  return sum;
}

function maxOf(values: Float64Array, { first, end }: BinRange): number {
  let largest = Math.log(POWER_FLOOR);
  for (let i = first; i < end; i++) if (values[i] > largest) largest = values[i];
  return largest;
}

/** First bin at which the running sum reaches `limit`. */
function binUnder(spectrum: Float64Array, limit: number): number {
  let sum = 0;
  for (let bin = 0; bin < spectrum.length; bin++) {
    sum += spectrum[bin];
    if (sum >= limit) return bin;
  }
  return spectrum.length - 1;
}
