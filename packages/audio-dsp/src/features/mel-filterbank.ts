import { hzToMel, type MelScale, melToHz } from './mel-scale.js';

export interface MelFilterbankOptions {
  readonly sampleRateHz: number;
  readonly nFft: number;
  /** Default 128. */
  readonly nMels?: number;
  /** Lower edge of the first band. Default 0. */
  readonly fMinHz?: number;
  /** Upper edge of the last band. Default: half the sample rate. */
  readonly fMaxHz?: number;
  /** Default 'slaney'. */
  readonly melScale?: MelScale;
  /**
   * 'slaney': bands of constant area; a number p above 0, Infinity included: bands of unit Lp norm; null: peaks of 1.
   * Default 'slaney'.
   */
  readonly melNorm?: 'slaney' | number | null;
}

/**
 * Triangular bands, each stored from its first to its last bin that weighs anything. Every band has an even number of
 * weights (the last may be zero) because they are read in pairs.
 */
export interface MelFilterbank {
  readonly nMels: number;
  readonly binCount: number;
  /** First bin of each band. */
  readonly firstBins: Int32Array;
  /** Where each band starts in `weights`; nMels + 1 values. */
  readonly offsets: Int32Array;
  readonly weights: Float64Array;
}

/**
 * Mel bands over the bins of a spectrum, as `librosa.filters.mel`; `melScale: 'htk'` is its `htk=True`, `melNorm` its
 * `norm`.
 * @throws RangeError when there is no band, the range is empty or the norm is not positive
 */
export function melFilterbank(options: MelFilterbankOptions): MelFilterbank {
  const { sampleRateHz, nFft, nMels = 128, fMinHz = 0, fMaxHz = sampleRateHz / 2 } = options;
  const { melScale = 'slaney', melNorm = 'slaney' } = options;
  if (!Number.isInteger(nMels) || nMels < 1) throw new RangeError(`nMels must be a positive integer, got ${nMels}`);
  if (!(fMinHz >= 0 && fMinHz < fMaxHz)) throw new RangeError(`the range ${fMinHz} … ${fMaxHz} Hz is empty`);
  if (typeof melNorm === 'number' && !(melNorm > 0)) throw new RangeError(`melNorm must be positive, got ${melNorm}`);
  const binCount = Math.floor(nFft / 2) + 1;
  const lowMel = hzToMel(fMinHz, melScale);
  const highMel = hzToMel(fMaxHz, melScale);
  const edges = Array.from({ length: nMels + 2 }, (_, i) =>
    melToHz(lowMel + ((highMel - lowMel) * i) / (nMels + 1), melScale),
  );
  const firstBins = new Int32Array(nMels);
  const offsets = new Int32Array(nMels + 1);
  const weights: number[] = [];
  for (let band = 0; band < nMels; band++) {
    const [low, peak, high] = [edges[band], edges[band + 1], edges[band + 2]];
    const scale = melNorm === 'slaney' ? 2 / (high - low) : 1;
    let isStarted = false;
    for (let bin = 0; bin < binCount; bin++) {
      const frequencyHz = (bin * sampleRateHz) / nFft;
      const weight = Math.min((frequencyHz - low) / (peak - low), (high - frequencyHz) / (high - peak));
      if (!(weight > 0)) continue;
      if (!isStarted) firstBins[band] = bin;
      isStarted = true;
      weights.push(weight * scale);
    }
    if (typeof melNorm === 'number') normalise(weights, offsets[band], melNorm);
    if (weights.length % 2 === 1) weights.push(0);
    offsets[band + 1] = weights.length;
  }
  return { nMels, binCount, firstBins, offsets, weights: Float64Array.from(weights) };
}

/** Divides what stands from `start` on by its Lp norm, in place. */
function normalise(weights: number[], start: number, p: number): void {
  const band = weights.slice(start);
  const norm =
    p === Number.POSITIVE_INFINITY ? Math.max(...band) : band.reduce((sum, weight) => sum + weight ** p, 0) ** (1 / p);
  if (!(norm > 0)) return;
  for (let i = start; i < weights.length; i++) weights[i] /= norm;
}
