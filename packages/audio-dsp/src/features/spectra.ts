import type { HeapMatrix, Workspace } from '../kernels/workspace.js';
import type { Stft } from '../spectrum/stft.js';
import { type ChromaFilterbank, chromaFilterbank } from './chroma.js';
import { powerToDbInPlace } from './decibels.js';
import { type MelFilterbank, melFilterbank } from './mel-filterbank.js';
import { melSpectrogramIn } from './mel-spectrogram.js';
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

/**
 * What several features of one signal share: its spectrogram and mel spectrograms, each computed once and left in the
 * workspace. Lives as long as the operation whose workspace it is given.
 */
export class Spectra {
  #power: HeapMatrix | null = null;
  #magnitude: HeapMatrix | null = null;
  readonly #mel = new Map<number, HeapMatrix>();
  readonly #logMel = new Map<number, HeapMatrix>();

  constructor(
    readonly workspace: Workspace,
    readonly samples: Float64Array,
    readonly banks: FeatureBanks,
  ) {}

  get power(): HeapMatrix {
    this.#power ??= this.banks.stft.powerIn(this.workspace, this.samples);
    return this.#power;
  }

  get magnitude(): HeapMatrix {
    if (this.#magnitude === null) {
      const { pointer, frameCount, columnCount } = this.power;
      const magnitude = this.workspace.allocateMatrix(frameCount, columnCount);
      const count = frameCount * columnCount;
      this.workspace.kernels.squareRoots(pointer, count + (count % 2), magnitude.pointer);
      this.#magnitude = magnitude;
    }
    return this.#magnitude;
  }

  mel(nMels: number): HeapMatrix {
    return keep(this.#mel, nMels, () => melSpectrogramIn(this.workspace, this.power, this.banks.mel(nMels)));
  }

  /** Mel spectrogram in dB, 80 dB below the clip's peak at least. */
  logMel(nMels: number): HeapMatrix {
    return keep(this.#logMel, nMels, () => {
      const mel = this.mel(nMels);
      const logMel = this.workspace.allocateMatrix(mel.frameCount, mel.columnCount);
      const values = this.workspace.viewMatrix(logMel);
      values.set(this.workspace.viewMatrix(mel));
      powerToDbInPlace(values);
      return logMel;
    });
  }
}

function keep<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
