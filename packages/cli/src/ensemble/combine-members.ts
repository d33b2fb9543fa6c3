import { combineProbabilities, ensembleWeights } from '@voxboard/evaluation';
import { UnequalMembersError, UnreadableResultsError } from './ensemble.errors.js';
import type { Member, MemberRow } from './read-member.js';

/** One fold of the ensemble. */
export interface CombinedFold {
  /** From 1. */
  readonly fold: number;
  /** One a member. */
  readonly weights: readonly number[];
  readonly validation: readonly MemberRow[];
  readonly test: readonly MemberRow[];
}

/**
 * Adds the members' log-probabilities, fold by fold, with weights fitted on that fold's validation clips; every weight 1
 * where there are none, or where `equal` says so.
 * @throws UnequalMembersError, UnreadableResultsError
 */
export function combineMembers(members: readonly Member[], equal: boolean): CombinedFold[] {
  const [first] = members;
  if (!first || members.length < 2) throw new UnequalMembersError('An ensemble needs two results folders or more.');
  for (const member of members) checkSame(first, member);
  return [...first.folds.keys()]
    .sort((a, b) => a - b)
    .map((fold) => {
      const part = (name: 'validation' | 'test') => alignedRows(members, fold, name);
      const [validation, test] = [part('validation'), part('test')];
      const actual = validation.rows.map((row) => row.actual);
      const weights =
        equal || actual.length === 0
          ? new Float64Array(members.length).fill(1)
          : ensembleWeights(validation.probabilities, actual);
      // No weight at all would be no opinion: then members count the same.
      if (weights.every((weight) => weight === 0)) weights.fill(1);
      const combine = ({ rows, probabilities }: AlignedRows) =>
        combineProbabilities(probabilities, weights).map((row, i) => ({ ...rowAt(rows, i), probabilities: row }));
      return { fold, weights: [...weights], validation: combine(validation), test: combine(test) };
    });
}

interface AlignedRows {
  readonly rows: readonly MemberRow[];
  readonly probabilities: ArrayLike<number>[][];
}

function alignedRows(members: readonly Member[], fold: number, part: 'validation' | 'test'): AlignedRows {
  const keys = [...(members[0]?.folds.get(fold)?.[part].keys() ?? [])].sort();
  const of = (member: Member) =>
    keys.map((key) => {
      const row = member.folds.get(fold)?.[part].get(key);
      if (!row) throw new UnequalMembersError(`${member.folder} lacks a ${part} clip of fold ${fold}: ${key}.`);
      return row;
    });
  const rows = members.map(of);
  const [reference = []] = rows;
  members.forEach((member, k) => {
    const strange = rows[k]?.find((row, i) => row.actual !== reference[i]?.actual);
    if (strange)
      throw new UnequalMembersError(`${member.folder} labels ${strange.path} otherwise than the first folder.`);
    const size = member.folds.get(fold)?.[part].size ?? 0;
    if (size !== keys.length) {
      throw new UnequalMembersError(
        `${member.folder} has ${size} ${part} clips in fold ${fold}, the first ${keys.length}.`,
      );
    }
  });
  return { rows: reference, probabilities: rows.map((own) => own.map((row) => row.probabilities)) };
}

function rowAt(rows: readonly MemberRow[], index: number): MemberRow {
  const row = rows[index];
  if (!row) throw new UnreadableResultsError('The members have no predictions.');
  return row;
}

function checkSame(first: Member, member: Member): void {
  const differs = (what: string, a: string, b: string) => {
    if (a === b) return;
    throw new UnequalMembersError(`${member.folder} has the ${what} ${b}, but ${first.folder} has ${a}.`);
  };
  differs('task', first.task, member.task);
  differs('protocol', JSON.stringify(first.protocol), JSON.stringify(member.protocol));
  differs('labels', first.labels.join(', '), member.labels.join(', '));
  const folds = (of: Member) => [...of.folds.keys()].sort((a, b) => a - b).join(', ');
  differs('folds', folds(first), folds(member));
}
