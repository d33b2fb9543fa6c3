import { InvalidInputError, type RowRef } from '@voxboard/domain';
import { PARTS, type Part } from '../splits/balance-table.js';
import type { AuditEvidence } from './evidence.js';

/** The evidence with what several checks ask of it. */
export interface AuditContext {
  readonly evidence: AuditEvidence;
  readonly clipsOf: Readonly<Record<Part, ReadonlySet<number>>>;
  readonly rowsOf: Readonly<Record<Part, ReadonlySet<string>>>;
  /** Clips of any part, ascending. */
  readonly used: readonly number[];
}

/** @throws InvalidInputError when a row names a clip that does not exist */
export function auditContext(evidence: AuditEvidence): AuditContext {
  const { fold, clips } = evidence;
  for (const part of PARTS) {
    const stray = fold[part].find((row) => clips[row.clip] === undefined);
    if (stray !== undefined) {
      throw new InvalidInputError(
        `Part ${part} has a row of clip ${stray.clip}, but there are ${clips.length} clips. Audit a fold with its own clips.`,
        { path: ['fold', part] },
      );
    }
  }
  const clipsOf = byPart((part) => new Set(fold[part].map((row) => row.clip)));
  const used = [...new Set(PARTS.flatMap((part) => [...clipsOf[part]]))].sort((a, b) => a - b);
  return { evidence, clipsOf, rowsOf: byPart((part) => new Set(fold[part].map(rowKey))), used };
}

export function rowKey(row: RowRef): string {
  return `${row.clip}/${row.augmentation}`;
}

/** Whether two different clips lie on two sides of a border that content must not cross. */
export function isAcross({ clipsOf }: AuditContext, a: number, b: number): boolean {
  const sides = (clip: number) => ({
    isTrained: clipsOf.train.has(clip),
    isJudged: clipsOf.validation.has(clip) || clipsOf.test.has(clip),
    isValidatedOnly: clipsOf.validation.has(clip) && !clipsOf.test.has(clip),
    isTestedOnly: clipsOf.test.has(clip) && !clipsOf.validation.has(clip),
  });
  const [left, right] = [sides(a), sides(b)];
  return (
    (left.isTrained && right.isJudged) ||
    (right.isTrained && left.isJudged) ||
    (left.isValidatedOnly && right.isTestedOnly) ||
    (right.isValidatedOnly && left.isTestedOnly)
  );
}

function byPart<T>(of: (part: Part) => T): Record<Part, T> {
  return { train: of('train'), validation: of('validation'), test: of('test') };
}
