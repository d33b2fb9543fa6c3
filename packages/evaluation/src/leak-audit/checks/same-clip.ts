import { type AuditCheck, counted, failed, passed } from '../check-result.js';

/** The very same row, plain or augmented, trains and is judged. */
export const sameClipCheck: AuditCheck = {
  check: 'same-clip',
  severity: 'LEAK',
  examine({ evidence, rowsOf }) {
    const shared = evidence.fold.train.filter((row) => {
      const key = `${row.clip}/${row.augmentation}`;
      return rowsOf.validation.has(key) || rowsOf.test.has(key);
    });
    const counts = { rows: evidence.fold.train.length, shared: shared.length };
    if (shared.length === 0) return passed('No training row is in validation or test.', counts);
    const names = [...new Set(shared.map((row) => evidence.clips[row.clip].name))];
    return failed(
      `${counted(shared.length, 'training row')} also in validation or test.`,
      'Split again so that every row is in one part only.',
      counts,
      names,
    );
  },
};
