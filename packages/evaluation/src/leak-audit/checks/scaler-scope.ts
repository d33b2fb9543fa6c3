import { rowKey } from '../audit-context.js';
import { type AuditCheck, counted, failed, notApplicable, passed, unknown } from '../check-result.js';

/** Scaling, or any other fitted preparation, has seen rows outside training. */
export const scalerScopeCheck: AuditCheck = {
  check: 'scaler-scope',
  severity: 'LEAK',
  examine({ evidence, rowsOf }) {
    const { scalerRows, clips } = evidence;
    if (scalerRows === null) {
      const finding = 'It was not recorded on which rows scaling was fitted.';
      return unknown(finding, 'Record the rows that every fitted preparation saw.');
    }
    if (scalerRows.length === 0) return notApplicable('Nothing was fitted before training.');
    const beyond = scalerRows.filter((row) => !rowsOf.train.has(rowKey(row)));
    const counts = {
      fittedRows: scalerRows.length,
      beyondTraining: beyond.length,
      ofTest: beyond.filter((row) => rowsOf.test.has(rowKey(row))).length,
    };
    if (beyond.length === 0) return passed('Scaling was fitted on training rows only.', counts);
    return failed(
      `Scaling was fitted on ${counted(beyond.length, 'row')} outside training, ${counts.ofTest} of them test rows.`,
      'Fit scaling on the training rows of each fold.',
      counts,
      [...new Set(beyond.map((row) => clips[row.clip]?.name ?? `clip ${row.clip}`))],
    );
  },
};
