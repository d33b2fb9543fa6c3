import { type ClipLabels, EMOTIONS, GENDERS, type Rng } from '@voxboard/domain';
import { assignGroups } from './group-assignment.js';
import { TooFewGroupsError } from './splits.errors.js';

/** Clips that must stay together: those of one speaker, or of one statement. */
export interface ClipGroup {
  readonly name: string;
  readonly clips: readonly number[];
}

/** Groups clip indices by a field, names ascending. Clips for which the field is null are left out. */
export function groupClips(
  indices: readonly number[],
  clips: readonly ClipLabels[],
  field: 'speaker' | 'statement',
): ClipGroup[] {
  const members = new Map<string, number[]>();
  for (const index of indices) {
    const name = clips[index][field];
    if (name === null) continue;
    const list = members.get(name);
    if (list === undefined) members.set(name, [index]);
    else list.push(index);
  }
  return [...members]
    .map(([name, list]) => ({ name, clips: list }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/**
 * Deals whole groups into parts with the given shares, balanced by clip count, gender and emotion as far as the groups
 * allow. @throws TooFewGroupsError when there are fewer groups than parts
 */
export function dealGroups(
  groups: readonly ClipGroup[],
  clips: readonly ClipLabels[],
  shares: readonly number[],
  field: 'speaker' | 'statement',
  purpose: string,
  rng: Rng,
): number[][] {
  if (groups.length < shares.length) throw new TooFewGroupsError(field, groups.length, shares.length, purpose);
  const partOf = assignGroups(
    groups.map((group) => strataOf(group, clips)),
    shares,
    rng,
  );
  const parts: number[][] = shares.map(() => []);
  groups.forEach((group, i) => {
    parts[partOf[i]].push(...group.clips);
  });
  return parts.map((part) => part.sort((a, b) => a - b));
}

/** Clip counts of a group: all, per gender, per emotion. */
function strataOf(group: ClipGroup, clips: readonly ClipLabels[]): Float64Array {
  const vector = new Float64Array(1 + GENDERS.length + EMOTIONS.length);
  for (const index of group.clips) {
    const { gender, emotion } = clips[index];
    vector[0]++;
    if (gender !== null) vector[1 + GENDERS.indexOf(gender)]++;
    if (emotion !== null) vector[1 + GENDERS.length + EMOTIONS.indexOf(emotion)]++;
  }
  return vector;
}
