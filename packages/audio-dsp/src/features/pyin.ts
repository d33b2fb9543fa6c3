import { requireFinite } from '../finite-audio.js';
import { betaCdf } from './beta-distribution.js';
import { likeliestPath, type PitchObservation } from './pitch-viterbi.js';
import { roundHalfEven } from './round-half-even.js';
import { isTrough, type PitchRange, type PitchRangeOptions, refinedPlace, visitDifferences } from './yin-difference.js';

export interface PyinOptions extends PitchRangeOptions {
  /** Thresholds that troughs are weighed over. Default 100. */
  readonly nThresholds?: number;
  /** Shape of the beta distribution of thresholds. Default [2, 18]. */
  readonly betaParameters?: readonly [a: number, b: number];
  /** Larger values prefer shorter periods more. Default 2. */
  readonly boltzmannParameter?: number;
  /** Width of a pitch bin in semitones. Default 0.1. */
  readonly resolution?: number;
  /** Fastest change of pitch, in octaves a second. Default 35.92. */
  readonly maxTransitionRate?: number;
  /** Probability of changing between voiced and unvoiced from frame to frame. Default 0.01. */
  readonly switchProb?: number;
  /** Probability of the deepest trough where none is under a threshold. Default 0.01. */
  readonly noTroughProb?: number;
  /** What unvoiced frames read; null: the pitch they would have. Default NaN. */
  readonly fillNa?: number | null;
}

/** One value a frame each. */
export interface PyinResult {
  /** In Hz, a multiple of the resolution above fMinHz; `fillNa` where unvoiced. */
  readonly f0: Float64Array;
  readonly voicedFlag: readonly boolean[];
  /** 0…1, of the frame alone. */
  readonly voicedProb: Float64Array;
}

/**
 * Fundamental frequency, voicing and its probability of each frame, as `librosa.pyin` with its parameters and defaults
 * (Mauch and Dixon 2014): YIN's troughs weighed over many thresholds, then the likeliest path through pitch and
 * voicing.
 * @throws RangeError when the range is empty, reaches beyond Nyquist or does not fit into a frame, or a parameter is out
 * of range; NonFiniteAudioError
 */
export function pyin(samples: Float32Array | Float64Array, options: PyinOptions): PyinResult {
  requireFinite(samples);
  const { resolution = 0.1, maxTransitionRate = 35.92, switchProb = 0.01, fillNa = Number.NaN } = options;
  if (!(resolution > 0 && resolution < 1)) throw new RangeError(`resolution must lie in 0…1, got ${resolution}`);
  if (!(switchProb >= 0 && switchProb <= 1)) throw new RangeError(`switchProb must lie in 0…1, got ${switchProb}`);
  const binsPerSemitone = Math.ceil(1 / resolution);
  const weigh = troughWeights(options);
  const observations: PitchObservation[] = [];
  let binCount = 0;
  const { range } = visitDifferences(samples, options, (difference, _frame, pitchRange) => {
    binCount = Math.floor(12 * binsPerSemitone * Math.log2(pitchRange.fMaxHz / pitchRange.fMinHz)) + 1;
    observations.push(observe(difference, weigh(difference), pitchRange, binCount, binsPerSemitone));
  });
  const semitones = roundHalfEven((maxTransitionRate * 12 * range.hopLength) / range.sampleRateHz);
  const reach = Math.floor((semitones * binsPerSemitone + 1) / 2);
  const states = likeliestPath(observations, { binCount, reach, switchProb });
  const voicedFlag = Array.from(states, (state) => state < binCount);
  return {
    f0: Float64Array.from(states, (state, frame) => {
      if (fillNa !== null && !voicedFlag[frame]) return fillNa;
      return range.fMinHz * 2 ** ((state % binCount) / (12 * binsPerSemitone));
    }),
    voicedFlag,
    voicedProb: Float64Array.from(observations, ({ voiced }) => voicedProbOf(voiced)),
  };
}

/** Trough places of a frame with the probability of each. */
type Candidates = readonly (readonly [place: number, probability: number])[];

function troughWeights(options: PyinOptions): (difference: Float64Array) => Candidates {
  const { nThresholds = 100, betaParameters = [2, 18], boltzmannParameter = 2, noTroughProb = 0.01 } = options;
  if (!Number.isInteger(nThresholds) || nThresholds < 1) {
    throw new RangeError(`nThresholds must be a positive integer, got ${nThresholds}`);
  }
  const cdf = Array.from({ length: nThresholds + 1 }, (_, i) => betaCdf(i / nThresholds, ...betaParameters));
  const prior = Float64Array.from({ length: nThresholds }, (_, i) => cdf[i + 1] - cdf[i]);
  return (difference) => {
    const places: number[] = [];
    for (let i = 0; i < difference.length; i++) if (isTrough(difference, i)) places.push(i);
    if (places.length === 0) return [];
    const probabilities = new Float64Array(places.length);
    let deepest = 0;
    places.forEach((place, i) => {
      if (difference[place] < difference[places[deepest]]) deepest = i;
    });
    for (let k = 0; k < nThresholds; k++) {
      const threshold = (k + 1) / nThresholds;
      const under = places.flatMap((place, i) => (difference[place] < threshold ? [i] : []));
      if (under.length === 0) probabilities[deepest] += noTroughProb * prior[k];
      under.forEach((trough, rank) => {
        probabilities[trough] += prior[k] * boltzmann(rank, boltzmannParameter, under.length);
      });
    }
    return places.map((place, i) => [place, probabilities[i]] as const).filter(([, probability]) => probability !== 0);
  };
}

/** `scipy.stats.boltzmann.pmf`. */
function boltzmann(rank: number, parameter: number, count: number): number {
  return ((1 - Math.exp(-parameter)) * Math.exp(-parameter * rank)) / (1 - Math.exp(-parameter * count));
}

function observe(
  difference: Float64Array,
  candidates: Candidates,
  { sampleRateHz, fMinHz, minPeriod }: PitchRange,
  binCount: number,
  binsPerSemitone: number,
): PitchObservation {
  const voiced = new Float64Array(binCount);
  for (const [place, probability] of candidates) {
    const frequencyHz = sampleRateHz / (minPeriod + refinedPlace(difference, place));
    const bin = Math.max(0, roundHalfEven(12 * binsPerSemitone * Math.log2(frequencyHz / fMinHz)));
    // Of two candidates in one bin the longer period counts; what lies above the range is dropped.
    if (bin < binCount) voiced[bin] = probability;
  }
  return { voiced, unvoiced: (1 - voicedProbOf(voiced)) / binCount };
}

function voicedProbOf(voiced: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < voiced.length; i++) sum += voiced[i];
  return Math.min(1, Math.max(0, sum));
}
