import { labelOf, type Rng, type Task } from '@voxboard/domain';
import type { SplitClip } from './split-clip.js';

/**
 * Deals clips into k parts so that each class, and each gender within it, differs by at most one between parts.
 * Byte-identical clips stay together, counted as one.
 * @param indices clip indices to deal
 * @returns k ascending lists that together hold every index once
 */
export function dealStratified(
  indices: readonly number[],
  clips: readonly SplitClip[],
  task: Task,
  k: number,
  rng: Rng,
): number[][] {
  const parts: number[][] = Array.from({ length: k }, () => []);
  // Which parts get the remainders is drawn, so that part 0 is not always the largest.
  const turn = rng.shuffle(Array.from({ length: k }, (_, i) => i));
  const contents = contentsOf(indices, clips);
  stratifiedOrder([...contents.keys()], clips, task, rng).forEach((content, i) => {
    parts[turn[i % k]].push(...(contents.get(content) ?? []));
  });
  return parts.map((part) => part.sort((a, b) => a - b));
}

/**
 * Takes a share of the clips, evenly from each class and gender: systematic sampling along the stratified order.
 * Byte-identical clips stay together, counted as one. At least one is taken and one left (two are needed for that).
 * @returns ascending index lists
 */
export function takeStratified(
  indices: readonly number[],
  clips: readonly SplitClip[],
  task: Task,
  share: number,
  rng: Rng,
): { taken: number[]; left: number[] } {
  const contents = contentsOf(indices, clips);
  const order = stratifiedOrder([...contents.keys()], clips, task, rng);
  const count = Math.min(Math.max(Math.round(order.length * share), 1), order.length - 1);
  const phase = rng.uniform();
  const taken: number[] = [];
  const left: number[] = [];
  order.forEach((content, i) => {
    const isTaken =
      Math.floor(((i + 1) * count) / order.length + phase) > Math.floor((i * count) / order.length + phase);
    (isTaken ? taken : left).push(...(contents.get(content) ?? []));
  });
  return { taken: taken.sort((a, b) => a - b), left: left.sort((a, b) => a - b) };
}

/** First clip of each distinct recording → all clips of that recording. */
function contentsOf(indices: readonly number[], clips: readonly SplitClip[]): Map<number, number[]> {
  const firstOf = new Map<string, number>();
  const contents = new Map<number, number[]>();
  for (const index of indices) {
    const { sha256 } = clips[index];
    const first = sha256 === undefined ? index : (firstOf.get(sha256) ?? index);
    if (sha256 !== undefined) firstOf.set(sha256, first);
    contents.set(first, [...(contents.get(first) ?? []), index]);
  }
  return contents;
}

/** Class by class, gender by gender within it, shuffled within both. */
function stratifiedOrder(indices: readonly number[], clips: readonly SplitClip[], task: Task, rng: Rng): number[] {
  const stratum = (clip: number) => `${labelOf(clips[clip], task) ?? ''}\n${clips[clip].gender ?? ''}`;
  const keys = new Map(indices.map((clip) => [clip, stratum(clip)]));
  const order = rng.shuffle([...indices].sort((a, b) => a - b));
  return order.sort((a, b) => compare(keys.get(a) ?? '', keys.get(b) ?? ''));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
