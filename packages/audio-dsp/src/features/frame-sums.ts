import type { Workspace } from '../kernels/workspace.js';

/** Hops a frame is made of; null where it is not a whole (even-sized) number of them. */
export function wholeHopsOf(frameLength: number, hopLength: number): number | null {
  const hops = frameLength / hopLength;
  return Number.isInteger(hops) && hopLength % 2 === 0 ? hops : null;
}

/**
 * Sums over overlapping frames. Where frames are whole numbers of hops, each hop is summed once and frames are put
 * together from hops; otherwise each frame is summed by itself.
 * @param measure writes the sums of `pieceCount` pieces of `length` samples, a hop apart, to `out`
 */
export function frameSums(
  workspace: Workspace,
  frameCount: number,
  frameLength: number,
  hopLength: number,
  measure: (pieceCount: number, length: number, out: number) => void,
): Float64Array {
  const hopsPerFrame = wholeHopsOf(frameLength, hopLength);
  if (hopsPerFrame === null) {
    const out = workspace.allocate(frameCount);
    measure(frameCount, frameLength, out);
    return workspace.view(out, frameCount).slice();
  }
  const pieceCount = frameCount + hopsPerFrame - 1;
  const out = workspace.allocate(pieceCount);
  measure(pieceCount, hopLength, out);
  const pieces = workspace.view(out, pieceCount);
  const sums = new Float64Array(frameCount);
  for (let frame = 0; frame < frameCount; frame++) {
    for (let piece = frame; piece < frame + hopsPerFrame; piece++) sums[frame] += pieces[piece];
  }
  return sums;
}
