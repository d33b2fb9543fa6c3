import { createFrameMatrix, type FrameMatrix } from '../spectrum/frame-matrix.js';
import type { Stft } from '../spectrum/stft.js';
import { type ChromaFilterbank, chromaFilterbank } from './chroma.js';
import { powerToDb } from './decibels.js';
import { type MelFilterbank, melFilterbank } from './mel-filterbank.js';
import { melSpectrogram } from './mel-spectrogram.js';
import { dctBasis } from './mfcc.js';

/** Filter banks and bases of one setting, made when first asked for and kept. */
export class FeatureBanks {
  readonly #melBanks = new Map<number, MelFilterbank>();
  readonly #chromaBanks = new Map<number, ChromaFilterbank>();
  readonly #dctBases = new Map<number, Float64Array>();

  constructor(
    readonly sampleRateHz: number,
    readonly stft: Stft,
  ) {}

  mel(nMels: number): MelFilterbank {
    return keep(this.#melBanks, nMels, () =>
      melFilterbank({ sampleRateHz: this.sampleRateHz, nFft: this.stft.nFft, nMels }),
    );
  }

  /** @param tuning in steps of 0.01, so that at most 100 banks are ever kept */
  chroma(tuning: number): ChromaFilterbank {
    return keep(this.#chromaBanks, Math.round(tuning * 100), () =>
      chromaFilterbank(this.sampleRateHz, this.stft.nFft, tuning),
    );
  }

  dct(outputCount: number, inputCount: number): Float64Array {
    return keep(this.#dctBases, outputCount * 65_536 + inputCount, () => dctBasis(outputCount, inputCount));
  }
}

/** What several features of one signal share: its spectrogram and mel spectrograms, each computed once. */
export class Spectra {
  #power: FrameMatrix | null = null;
  #magnitude: FrameMatrix | null = null;
  readonly #mel = new Map<number, FrameMatrix>();
  readonly #logMel = new Map<number, FrameMatrix>();

  constructor(
    readonly samples: Float64Array,
    readonly banks: FeatureBanks,
  ) {}

  get power(): FrameMatrix {
    this.#power ??= this.banks.stft.power(this.samples);
    return this.#power;
  }

  get magnitude(): FrameMatrix {
    this.#magnitude ??= { ...this.power, values: this.power.values.map(Math.sqrt) };
    return this.#magnitude;
  }

  mel(nMels: number): FrameMatrix {
    return keep(this.#mel, nMels, () => melSpectrogram(this.power, this.banks.mel(nMels)));
  }

  /** Mel spectrogram in dB, 80 dB below the clip's peak at least. */
  logMel(nMels: number): FrameMatrix {
    return keep(this.#logMel, nMels, () => {
      const mel = this.mel(nMels);
      return { ...mel, values: powerToDb(mel.values) };
    });
  }
}

/** A series of one value a frame as a matrix of one column. */
export function columnOf(values: Float64Array): FrameMatrix {
  return { frameCount: values.length, columnCount: 1, values };
}

/** Matrices of equal frame counts side by side; a shorter one is continued with zeros. */
export function joinColumns(matrices: readonly FrameMatrix[]): FrameMatrix {
  const frameCount = Math.max(0, ...matrices.map((matrix) => matrix.frameCount));
  const columnCount = matrices.reduce((sum, matrix) => sum + matrix.columnCount, 0);
  const joined = createFrameMatrix(frameCount, columnCount);
  let column = 0;
  for (const matrix of matrices) {
    for (let frame = 0; frame < matrix.frameCount; frame++) {
      const start = frame * matrix.columnCount;
      joined.values.set(matrix.values.subarray(start, start + matrix.columnCount), frame * columnCount + column);
    }
    column += matrix.columnCount;
  }
  return joined;
}

function keep<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
