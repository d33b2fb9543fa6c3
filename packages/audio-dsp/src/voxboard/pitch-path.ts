/** What an unvoiced frame scores. */
const UNVOICED_SCORE = 0.45;
/** Cost of starting or ending voice. */
const SWITCH_COST = 0.15;
/** Cost of a jump, per bin, and at most. */
const JUMP_COST = 0.03;
const MAX_JUMP_COST = 0.6;

/**
 * The best path (Viterbi) through candidate scores: each frame is at a candidate or unvoiced. Jumps cost by their
 * distance up to a cap, so that the best predecessor of all candidates is found in two sweeps instead of for each pair.
 * @param scores frames × binCount
 * @returns the candidate of each frame, −1 where unvoiced
 */
export function bestPath(scores: Float64Array, frameCount: number, binCount: number): Int32Array {
  const from = new Int16Array(frameCount * (binCount + 1));
  let voiced = scores.slice(0, binCount);
  let unvoiced = UNVOICED_SCORE;
  const reach = new Float64Array(binCount);
  const origin = new Int16Array(binCount);
  for (let frame = 1; frame < frameCount; frame++) {
    const back = from.subarray(frame * (binCount + 1), (frame + 1) * (binCount + 1));
    const best = spreadJumps(voiced, reach, origin);
    const next = new Float64Array(binCount);
    for (let bin = 0; bin < binCount; bin++) {
      const isStart = unvoiced - SWITCH_COST > reach[bin];
      back[bin] = isStart ? -1 : origin[bin];
      next[bin] = (isStart ? unvoiced - SWITCH_COST : reach[bin]) + scores[frame * binCount + bin];
    }
    const isEnd = voiced[best] - SWITCH_COST > unvoiced;
    back[binCount] = isEnd ? best : -1;
    unvoiced = (isEnd ? voiced[best] - SWITCH_COST : unvoiced) + UNVOICED_SCORE;
    voiced = next;
  }
  const path = new Int32Array(frameCount);
  const last = indexOfLargest(voiced);
  let state = voiced[last] > unvoiced ? last : -1;
  for (let frame = frameCount - 1; frame >= 0; frame--) {
    path[frame] = state;
    if (frame > 0) state = from[frame * (binCount + 1) + (state < 0 ? binCount : state)];
  }
  return path;
}

/** For every bin the best of `values` minus the jump from there, and where it is. @returns the bin of the largest value */
function spreadJumps(values: Float64Array, reach: Float64Array, origin: Int16Array): number {
  const best = indexOfLargest(values);
  const capped = values[best] - MAX_JUMP_COST;
  for (let bin = 0; bin < values.length; bin++) {
    reach[bin] = values[bin];
    origin[bin] = bin;
    if (bin > 0 && reach[bin - 1] - JUMP_COST > reach[bin]) {
      reach[bin] = reach[bin - 1] - JUMP_COST;
      origin[bin] = origin[bin - 1];
    }
  }
  for (let bin = values.length - 1; bin >= 0; bin--) {
    if (bin < values.length - 1 && reach[bin + 1] - JUMP_COST > reach[bin]) {
      reach[bin] = reach[bin + 1] - JUMP_COST;
      origin[bin] = origin[bin + 1];
    }
    if (capped > reach[bin]) {
      reach[bin] = capped;
      origin[bin] = best;
    }
  }
  return best;
}

function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
