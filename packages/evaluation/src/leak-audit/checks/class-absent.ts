import { labelOf } from '@voxboard/domain';
import { PARTS, type Part, presentClasses } from '../../splits/balance-table.js';
import { type AuditCheck, counted, failed, passed } from '../check-result.js';

/** A class of the dataset is missing from a part: the fold cannot learn it, steer by it, or show how it does on it. */
export const classAbsentCheck: AuditCheck = {
  check: 'class-absent',
  severity: 'CAVEAT',
  examine({ evidence, clipsOf }) {
    const { task, clips, protocol } = evidence;
    const classes = presentClasses(clips, task);
    // One speaker's clips need not hold every class; such folds are only ever read pooled.
    const judged: readonly Part[] = protocol === 'loso' ? ['train'] : PARTS.filter((part) => clipsOf[part].size > 0);
    const absent = judged.flatMap((part) => {
      const present = new Set([...clipsOf[part]].map((clip) => labelOf(clips[clip], task)));
      return classes.filter((name) => !present.has(name)).map((name) => `no "${name}" in ${part}`);
    });
    const counts = { classes: classes.length, absent: absent.length };
    if (absent.length === 0) return passed('Every class is in every part that is judged alone.', counts);
    return failed(
      `A class is missing from a part (${counted(absent.length, 'case')}).`,
      "Read this fold's scores pooled with the others, or use fewer folds.",
      counts,
      absent,
    );
  },
};
