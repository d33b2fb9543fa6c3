import type { HeapMatrix, Workspace } from '../kernels/workspace.js';
import type { FrameMatrix } from '../spectrum/frame-matrix.js';
import type { Stft } from '../spectrum/stft.js';
import { voxboardDescriptors } from '../voxboard/descriptors.js';
import { PitchTracker } from '../voxboard/pitch-tracker.js';
import { LOG_MEL_FLOOR, LOG_MEL_HIGH_HZ, LOG_MEL_LOW_HZ } from '../voxboard/voxboard-setting.js';
import { type ChromaFilterbank, chromaFilterbank } from './chroma.js';
import { dctBasis } from './dct.js';
import { powerToDbIn } from './decibels.js';
import { type MelFilterbank, melFilterbank } from './mel-filterbank.js';
import { melSpectrogramIn } from './mel-spectrogram.js';

import { ConstantQChroma } from './tonnetz.js';

/** Filter banks and bases of one setting, made when first asked for and kept. */
export class FeatureBanks {
  readonly #melBanks = new Map<number, MelFilterbank>();
  readonly #speechMelBanks = new Map<number, MelFilterbank>();
  #pitchTracker: PitchTracker | null = null;
  #constantQChroma: ConstantQChroma | null = null;
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

  /** Bands of the natural-log mel spectrogram: 50 Hz to 8 kHz, or to Nyquist where that is lower. */
  speechMel(nMels: number): MelFilterbank {
    return keep(this.#speechMelBanks, nMels, () =>
      melFilterbank({
        sampleRateHz: this.sampleRateHz,
        nFft: this.stft.nFft,
        nMels,
        fMinHz: LOG_MEL_LOW_HZ,
        fMaxHz: Math.min(LOG_MEL_HIGH_HZ, this.sampleRateHz / 2),
      }),
    );
  }

  get pitchTracker(): PitchTracker {
    this.#pitchTracker ??= new PitchTracker(this.sampleRateHz, this.stft.hopLength);
    return this.#pitchTracker;
  }

  get constantQChroma(): ConstantQChroma {
    this.#constantQChroma ??= new ConstantQChroma(this.sampleRateHz, this.stft.hopLength);
    return this.#constantQChroma;
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
  readonly #melDecibels = new Map<number, HeapMatrix>();
  readonly #logMel = new Map<number, HeapMatrix>();
  #descriptors: FrameMatrix | null = null;

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

  /** ln(energy + 1e-7) in mel bands from 50 Hz to 8 kHz: unlike dB below the peak, the same for a frame in any clip. */
  logMel(nMels: number): HeapMatrix {
    return keep(this.#logMel, nMels, () => {
      const logMel = melSpectrogramIn(this.workspace, this.power, this.banks.speechMel(nMels));
      const { pointer, frameCount, columnCount } = logMel;
      const count = frameCount * columnCount;
      this.workspace.kernels.naturalLogs(pointer, count + (count % 2), 0, LOG_MEL_FLOOR, pointer);
      return logMel;
    });
  }

  /** The 22 descriptors, frames × 22; they read log-mels of `nMels` bands. */
  descriptors(nMels: number): FrameMatrix {
    this.#descriptors ??= voxboardDescriptors({
      samples: this.samples,
      sampleRateHz: this.banks.sampleRateHz,
      nFft: this.banks.stft.nFft,
      hopLength: this.banks.stft.hopLength,
      window: this.banks.stft.window,
      winLength: this.banks.stft.winLength,
      pitch: this.banks.pitchTracker.track(this.samples),
      logMel: this.copyOf(this.logMel(nMels)),
      power: this.copyOf(this.power),
    });
    return this.#descriptors;
  }

  /** A matrix of the workspace by value, safe to keep. */
  copyOf(matrix: HeapMatrix): FrameMatrix {
    return this.workspace.takeMatrix(matrix);
  }

  /** Mel spectrogram in dB, 80 dB below the clip's peak at least. */
  melDecibels(nMels: number): HeapMatrix {
    return keep(this.#melDecibels, nMels, () => {
      const mel = this.mel(nMels);
      const decibels = this.workspace.allocateMatrix(mel.frameCount, mel.columnCount);
      powerToDbIn(this.workspace, mel.pointer, mel.frameCount * mel.columnCount, decibels.pointer);
      return decibels;
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
