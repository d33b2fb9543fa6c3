import { type ClipLabels, type Fold, labelOf, type RowRef, type Task } from '@voxboard/domain';

export const PARTS = ['train', 'validation', 'test'] as const;
export type Part = (typeof PARTS)[number];

/** What one part of one fold holds. Clips whose field is null are not in that field's counts. */
export interface PartBalance {
  readonly rowCount: number;
  readonly clipCount: number;
  /** Names, ascending. */
  readonly speakers: readonly string[];
  /** Clips per class of the task, every class of the dataset listed (0 where it is absent). */
  readonly classes: Readonly<Record<string, number>>;
  /** Clips per value that occurs. */
  readonly genders: Readonly<Record<string, number>>;
  readonly emotions: Readonly<Record<string, number>>;
  readonly statements: Readonly<Record<string, number>>;
}

/** Something a reader of the fold's own scores must know; the split stands nevertheless. */
export interface BalanceWarning {
  readonly fold: number;
  readonly part: Part;
  readonly kind: 'CLASS_ABSENT' | 'SINGLE_GENDER';
  readonly message: string;
}

/** Who and what is in which part: printed with every split. */
export interface BalanceTable {
  readonly folds: readonly Readonly<Record<Part, PartBalance>>[];
  /** Clips left out because the corpus does not say their label under the task. */
  readonly unlabelledClipCount: number;
  readonly warnings: readonly BalanceWarning[];
}

/** @param folds rows that index `clips` */
export function balanceTable(folds: readonly Fold[], clips: readonly ClipLabels[], task: Task): BalanceTable {
  const classes = presentClasses(clips, task);
  const balances = folds.map((fold) => ({
    train: partBalance(fold.train, clips, task, classes),
    validation: partBalance(fold.validation, clips, task, classes),
    test: partBalance(fold.test, clips, task, classes),
  }));
  const genderCount = new Set(clips.flatMap((clip) => clip.gender ?? [])).size;
  return {
    folds: balances,
    unlabelledClipCount: clips.filter((clip) => labelOf(clip, task) === null).length,
    warnings: balances.flatMap((fold, i) => PARTS.flatMap((part) => warningsOf(fold[part], i, part, genderCount))),
  };
}

/** Classes of the task that at least one clip has, ascending by name. */
export function presentClasses(clips: readonly ClipLabels[], task: Task): string[] {
  return [...new Set(clips.flatMap((clip) => labelOf(clip, task) ?? []))].sort();
}

function partBalance(
  rows: readonly RowRef[],
  clips: readonly ClipLabels[],
  task: Task,
  classes: readonly string[],
): PartBalance {
  const members = [...new Set(rows.map((row) => row.clip))].map((index) => clips[index]);
  return {
    rowCount: rows.length,
    clipCount: members.length,
    speakers: [...new Set(members.map((clip) => clip.speaker))].sort(),
    classes: countsOf(
      members.map((clip) => labelOf(clip, task)),
      classes,
    ),
    genders: countsOf(members.map((clip) => clip.gender)),
    emotions: countsOf(members.map((clip) => clip.emotion)),
    statements: countsOf(members.map((clip) => clip.statement)),
  };
}

function countsOf(values: readonly (string | null)[], listed: readonly string[] = []): Record<string, number> {
  const counts = new Map<string, number>(listed.map((name) => [name, 0]));
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function warningsOf(balance: PartBalance, fold: number, part: Part, genderCount: number): BalanceWarning[] {
  const warnings: BalanceWarning[] = Object.entries(balance.classes)
    .filter(([, count]) => count === 0)
    .map(([name]) => ({
      fold,
      part,
      kind: 'CLASS_ABSENT',
      message: `fold ${fold} has no clip of "${name}" in ${part}`,
    }));
  const [only, ...others] = Object.keys(balance.genders);
  if (part === 'test' && genderCount > 1 && only !== undefined && others.length === 0) {
    warnings.push({ fold, part, kind: 'SINGLE_GENDER', message: `fold ${fold} tests ${only} speakers only` });
  }
  return warnings;
}
