/** The smallest normal double: what librosa adds to probabilities before it takes logarithms. */
const SMALLEST = 2.2250738585072014e-308;
const LOG_SMALLEST = Math.log(SMALLEST);

/** What a pitch may do from frame to frame. */
export interface PitchTransitions {
  /** Pitch bins, each once voiced and once unvoiced. */
  readonly binCount: number;
  /** Bins a pitch may move either way. */
  readonly reach: number;
  /** Probability of changing between voiced and unvoiced. */
  readonly switchProb: number;
}

/** Observation probabilities of one frame: of each voiced bin, and the one all unvoiced bins share. */
export interface PitchObservation {
  readonly voiced: Float64Array;
  readonly unvoiced: number;
}

/**
 * The likeliest path through the states voiced 0 … binCount − 1, then unvoiced 0 … binCount − 1, as `librosa.pyin`
 * finds it (`sequence.viterbi` over a triangle of transitions). Moves beyond the reach are all but impossible, alike
 * for all states, so that only the best state needs to be looked at for them.
 * @returns one state a frame
 */
export function likeliestPath(observations: readonly PitchObservation[], transitions: PitchTransitions): Uint16Array {
  const { binCount } = transitions;
  const stateCount = 2 * binCount;
  const states = new Uint16Array(observations.length);
  if (observations.length === 0) return states;
  const steps = logTransitions(transitions);
  const pointers = new Uint16Array(observations.length * stateCount);
  let before = new Float64Array(stateCount);
  let value = new Float64Array(stateCount);
  const start = Math.log(1 / stateCount + SMALLEST);
  fillObservation(observations[0], binCount, before);
  for (let state = 0; state < stateCount; state++) before[state] += start;
  const observed = new Float64Array(stateCount);
  for (let t = 1; t < observations.length; t++) {
    fillObservation(observations[t], binCount, observed);
    advance(before, observed, steps, transitions, value, pointers.subarray(t * stateCount, (t + 1) * stateCount));
    [before, value] = [value, before];
  }
  states[states.length - 1] = largestIndex(before);
  for (let t = observations.length - 2; t >= 0; t--) states[t] = pointers[(t + 1) * stateCount + states[t + 1]];
  return states;
}

function fillObservation({ voiced, unvoiced }: PitchObservation, binCount: number, out: Float64Array): void {
  for (let bin = 0; bin < binCount; bin++) out[bin] = Math.log(voiced[bin] + SMALLEST);
  out.fill(Math.log(unvoiced + SMALLEST), binCount);
}

/** Logarithms of the transitions from each bin to its neighbours: [bin · (2 reach + 1) + move + reach], stay and switch. */
interface LogTransitions {
  readonly stay: Float64Array;
  readonly change: Float64Array;
}

function logTransitions({ binCount, reach, switchProb }: PitchTransitions): LogTransitions {
  const width = 2 * reach + 1;
  const stay = new Float64Array(binCount * width).fill(Number.NEGATIVE_INFINITY);
  const change = stay.slice();
  for (let from = 0; from < binCount; from++) {
    const [low, high] = [Math.max(0, from - reach), Math.min(binCount - 1, from + reach)];
    let sum = 0;
    for (let to = low; to <= high; to++) sum += triangle(to - from, reach);
    for (let to = low; to <= high; to++) {
      const probability = triangle(to - from, reach) / sum;
      const at = from * width + to - from + reach;
      stay[at] = Math.log((1 - switchProb) * probability + SMALLEST);
      change[at] = Math.log(switchProb * probability + SMALLEST);
    }
  }
  return { stay, change };
}

function triangle(move: number, reach: number): number {
  return 1 - Math.abs(move) / (reach + 1);
}

/** One step; of equally likely predecessors the lowest state counts, as `numpy.argmax` has it. */
function advance(
  before: Float64Array,
  observed: Float64Array,
  { stay, change }: LogTransitions,
  { binCount, reach }: PitchTransitions,
  value: Float64Array,
  pointers: Uint16Array,
): void {
  const width = 2 * reach + 1;
  const likeliest = largestIndex(before);
  const anywhere = before[likeliest] + LOG_SMALLEST;
  for (let state = 0; state < 2 * binCount; state++) {
    const isVoiced = state < binCount;
    const bin = isVoiced ? state : state - binCount;
    const [low, high] = [Math.max(0, bin - reach), Math.min(binCount - 1, bin + reach)];
    const [fromVoiced, fromUnvoiced] = isVoiced ? [stay, change] : [change, stay];
    let best = Number.NEGATIVE_INFINITY;
    let origin = 0;
    for (let from = low, at = low * width + bin - low + reach; from <= high; from++, at += width - 1) {
      const score = before[from] + fromVoiced[at];
      if (score > best) [best, origin] = [score, from];
    }
    for (let from = low, at = low * width + bin - low + reach; from <= high; from++, at += width - 1) {
      const score = before[binCount + from] + fromUnvoiced[at];
      if (score > best) [best, origin] = [score, binCount + from];
    }
    if (anywhere > best || (anywhere === best && likeliest < origin)) [best, origin] = [anywhere, likeliest];
    value[state] = observed[state] + best;
    pointers[state] = origin;
  }
}

function largestIndex(values: Float64Array): number {
  let largest = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[largest]) largest = i;
  return largest;
}
