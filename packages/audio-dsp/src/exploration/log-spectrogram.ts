import { powerToDb } from '../features/decibels.js';
import { createFrameMatrix, type FrameMatrix } from '../spectrum/frame-matrix.js';
import { Stft } from '../spectrum/stft.js';

export interface LogSpectrogramOptions {
  readonly sampleRateHz: number;
  /** Default 2048. */
  readonly nFft?: number;
  /** Default 512. */
  readonly hopLength?: number;
  /** Rows of the picture. Default 128. */
  readonly rowCount?: number;
  /** Frequency of the lowest row. Default 50 Hz. */
  readonly fMinHz?: number;
  /** Frequency of the highest row. Default: half the sample rate. */
  readonly fMaxHz?: number;
  /** Values are at most this far below the loudest. Default 80. */
  readonly topDb?: number;
}

/** A spectrogram with rows equally spaced in octaves. */
export interface LogSpectrogram {
  /** frames × rows, lowest row first, in dB. */
  readonly decibels: Float32Array;
  readonly frameCount: number;
  readonly frequenciesHz: Float64Array;
  readonly secPerFrame: number;
}

/**
 * Data of a log-frequency spectrogram in dB, as `librosa.display.specshow(power_to_db(…), y_axis='log')` draws it. A
 * row takes the largest power of the bins it covers, so that harmonics stay visible; rows narrower than a bin are
 * interpolated.
 * @throws RangeError when the frequency range is empty
 */
export function logSpectrogram(samples: Float32Array | Float64Array, options: LogSpectrogramOptions): LogSpectrogram {
  const { sampleRateHz, nFft = 2048, hopLength = 512, rowCount = 128, fMinHz = 50, topDb = 80 } = options;
  const fMaxHz = options.fMaxHz ?? sampleRateHz / 2;
  if (!(fMinHz > 0 && fMinHz < fMaxHz && fMaxHz <= sampleRateHz / 2)) {
    throw new RangeError(`the range ${fMinHz} … ${fMaxHz} Hz is empty or beyond ${sampleRateHz / 2} Hz`);
  }
  const power = new Stft({ nFft, hopLength }).power(samples);
  const frequencyOf = (row: number) => fMinHz * (fMaxHz / fMinHz) ** (row / Math.max(1, rowCount - 1));
  const binsPerHz = nFft / sampleRateHz;
  const rows = createFrameMatrix(power.frameCount, rowCount);
  for (let row = 0; row < rowCount; row++) {
    const low = frequencyOf(row - 0.5) * binsPerHz;
    const high = frequencyOf(row + 0.5) * binsPerHz;
    fillRow(power, rows, row, low, Math.min(high, power.columnCount - 1), frequencyOf(row) * binsPerHz);
  }
  return {
    decibels: new Float32Array(powerToDb(rows.values, { topDb })),
    frameCount: power.frameCount,
    frequenciesHz: Float64Array.from({ length: rowCount }, (_, row) => frequencyOf(row)),
    secPerFrame: hopLength / sampleRateHz,
  };
}

/** Edges and centre are in bins. */
function fillRow(
  { frameCount, columnCount, values }: FrameMatrix,
  rows: FrameMatrix,
  row: number,
  low: number,
  high: number,
  centre: number,
): void {
  const first = Math.ceil(low);
  const last = Math.floor(high);
  const whole = Math.min(columnCount - 2, Math.floor(centre));
  const share = Math.min(1, centre - whole);
  for (let frame = 0; frame < frameCount; frame++) {
    const base = frame * columnCount;
    let level = values[base + whole] + share * (values[base + whole + 1] - values[base + whole]);
    for (let bin = first; bin <= last; bin++) level = Math.max(level, values[base + bin]);
    rows.values[frame * rows.columnCount + row] = level;
  }
}
