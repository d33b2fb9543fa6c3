import { type AuditCheck, counted, failed, notApplicable, passed, unknown } from '../check-result.js';

/** A tested sentence was heard in training or validation although the protocol says that it is new. */
export const sharedStatementCheck: AuditCheck = {
  check: 'shared-statement',
  severity: 'LEAK',
  examine({ evidence, clipsOf, used }) {
    const { protocol, clips } = evidence;
    if (protocol !== 'by-statement')
      return notApplicable(`Protocol ${protocol} does not claim to test on new sentences.`);
    const statementsOf = (indices: Iterable<number>) => new Set([...indices].flatMap((i) => clips[i].statement ?? []));
    const heard = statementsOf([...clipsOf.train, ...clipsOf.validation]);
    const tested = statementsOf(clipsOf.test);
    const shared = [...tested].filter((statement) => heard.has(statement));
    const unstated = used.filter((i) => clips[i].statement === null).length;
    const counts = { testedStatements: tested.size, shared: shared.length, unstated };
    if (shared.length > 0) {
      return failed(
        `${counted(shared.length, 'tested statement')} also in training or validation.`,
        'Split by statement.',
        counts,
        shared.map((statement) => `statement ${statement}`),
      );
    }
    if (unstated > 0) {
      return unknown(
        `${counted(unstated, 'clip')} without a statement.`,
        'Import the statements of all clips.',
        counts,
      );
    }
    return passed('No tested statement was heard before.', counts);
  },
};
