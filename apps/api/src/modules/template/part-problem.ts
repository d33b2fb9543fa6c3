import type { LabelFactsRow } from '@voxboard/db';
import type { Protocol, Task } from '@voxboard/domain';
import { DEFAULT_FOLD_COUNT } from '@voxboard/evaluation';

/** Why a task cannot be measured under a protocol on these clips; null when nothing speaks against it. */
export function partProblem(task: Task, protocol: Protocol, facts: LabelFactsRow): string | null {
  if (task === 'GENDER' && facts.genders < 2) {
    return `The clips carry ${facts.genders === 0 ? 'no gender' : 'one gender only'}. Import them with a gender column that has two values.`;
  }
  if (task === 'EMOTION' && facts.emotions < 2) {
    return `The clips carry ${facts.emotions === 0 ? 'no emotion' : 'one emotion only'}. Import them with an emotion column that has at least two values.`;
  }
  if (protocol.name === 'by-statement' && facts.statements < 2) {
    return `The clips carry ${facts.statements === 0 ? 'no statement' : 'one statement only'}; at least two sentences are needed to keep one unheard.`;
  }
  const folds = protocol.foldCount ?? DEFAULT_FOLD_COUNT;
  if (protocol.name === 'by-speaker' && facts.speakers < folds) {
    return `There are ${facts.speakers} speakers, and ${folds} folds of unheard speakers need at least ${folds}.`;
  }
  return null;
}
