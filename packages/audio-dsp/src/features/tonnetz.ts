import { requireFinite } from '../finite-audio.js';
import { inWorkspace } from '../kernels/workspace.js';
import { createFrameMatrix, type FrameMatrix } from '../spectrum/frame-matrix.js';
import { Stft } from '../spectrum/stft.js';
import { N_CHROMA, normaliseFrames } from './chroma.js';
import { ConstantQ } from './constant-q.js';
import { estimateTuningIn } from './tuning.js';

export const TONNETZ_DIMENSIONS = 6;
const BINS_PER_OCTAVE = 36;
const TUNING_STFT = { nFft: 2048, hopLength: 512 } as const;

/** Chroma and tonal centroids from a constant-Q transform; an instance keeps the filters of one sample rate. */
export class ConstantQChroma {
  readonly #constantQ: ConstantQ;
  readonly #stft = new Stft(TUNING_STFT);

  constructor(
    readonly sampleRateHz: number,
    hopLength = 512,
  ) {
    this.#constantQ = new ConstantQ({ sampleRateHz, hopLength, binsPerOctave: BINS_PER_OCTAVE });
  }

  /**
   * Pitch-class energy of each frame, largest class 1, as `librosa.feature.chroma_cqt`.
   * @returns frames × 12, from C
   */
  chroma(samples: Float32Array | Float64Array): FrameMatrix {
    requireFinite(samples);
    const tuning = inWorkspace((workspace) => {
      const { pointer, frameCount, columnCount } = this.#stft.powerIn(workspace, samples);
      const count = frameCount * columnCount;
      workspace.kernels.squareRoots(pointer, count + (count % 2), pointer);
      const options = { sampleRateHz: this.sampleRateHz, nFft: TUNING_STFT.nFft, binsPerOctave: BINS_PER_OCTAVE };
      return estimateTuningIn(workspace, { pointer, frameCount, columnCount }, options);
    });
    const { frameCount, columnCount, values } = this.#constantQ.magnitudes(samples, tuning);
    const chroma = createFrameMatrix(frameCount, N_CHROMA);
    const merged = BINS_PER_OCTAVE / N_CHROMA;
    for (let frame = 0, at = 0; frame < frameCount; frame++) {
      for (let bin = 0; bin < columnCount; bin++, at++) {
        // The three bins around each note belong to it.
        const pitchClass = Math.floor((bin + Math.floor(merged / 2)) / merged) % N_CHROMA;
        chroma.values[frame * N_CHROMA + pitchClass] += values[at];
      }
    }
    normaliseFrames(chroma, Number.POSITIVE_INFINITY);
    return chroma;
  }

  /**
   * Tonal centroids (fifths, minor thirds, major thirds: sine and cosine each) of each frame, as
   * `librosa.feature.tonnetz(y=…)` (Harte, Sandler and Gasser 2006).
   * @returns frames × 6
   */
  tonnetz(samples: Float32Array | Float64Array): FrameMatrix {
    return tonnetz(this.chroma(samples));
  }
}

/** Tonal centroids of a chromagram. @param chroma frames × 12 @returns frames × 6 */
export function tonnetz({ frameCount, values }: FrameMatrix): FrameMatrix {
  const basis = tonnetzBasis();
  const centroids = createFrameMatrix(frameCount, TONNETZ_DIMENSIONS);
  for (let frame = 0; frame < frameCount; frame++) {
    const row = values.subarray(frame * N_CHROMA, (frame + 1) * N_CHROMA);
    let norm = 0;
    for (const value of row) norm += Math.abs(value);
    const scale = norm < 1.1754943508222875e-38 ? 1 : 1 / norm;
    for (let dimension = 0; dimension < TONNETZ_DIMENSIONS; dimension++) {
      let sum = 0;
      for (let c = 0; c < N_CHROMA; c++) sum += basis[dimension * N_CHROMA + c] * row[c];
      centroids.values[frame * TONNETZ_DIMENSIONS + dimension] = sum * scale;
    }
  }
  return centroids;
}

function tonnetzBasis(): Float64Array {
  const steps = [7 / 6, 7 / 6, 3 / 2, 3 / 2, 2 / 3, 2 / 3];
  const radii = [1, 1, 1, 1, 0.5, 0.5];
  return Float64Array.from({ length: TONNETZ_DIMENSIONS * N_CHROMA }, (_, i) => {
    const dimension = Math.floor(i / N_CHROMA);
    const turn = steps[dimension] * (i % N_CHROMA) - (dimension % 2 === 0 ? 0.5 : 0);
    return radii[dimension] * Math.cos(Math.PI * turn);
  });
}
