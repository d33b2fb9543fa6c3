import type { Part } from '../../splits/balance-table.js';
import { type AuditCheck, counted, failed, passed, unknown } from '../check-result.js';

/** Early stopping, checkpoint choice or hyperparameters looked at what is reported. */
export const selectionOnTestCheck: AuditCheck = {
  check: 'selection-on-test',
  severity: 'LEAK',
  examine({ evidence, clipsOf }) {
    const { selection } = evidence;
    if (selection === null) {
      const finding = 'It was not recorded what training was steered by.';
      return unknown(finding, 'Record what early stopping and the choice of hyperparameters looked at.');
    }
    const seenTestClips = (part: Part) => [...clipsOf[part]].filter((clip) => clipsOf.test.has(clip)).length;
    const looks = [
      ...(selection.stoppedOn === 'nothing' ? [] : [{ what: 'stopping', part: selection.stoppedOn }]),
      ...(selection.tunedOn ?? []).map((part) => ({ what: 'hyperparameters', part })),
    ];
    const bad = looks.filter(({ part }) => seenTestClips(part) > 0);
    const counts = { decisions: looks.length, onTest: bad.length };
    if (bad.length > 0) {
      return failed(
        `${counted(bad.length, 'decision')} about the model looked at test clips.`,
        'Decide on validation clips that are not tested, and test once.',
        counts,
        bad.map(({ what, part }) => `${what} chosen on ${part} (${counted(seenTestClips(part), 'test clip')})`),
      );
    }
    if (selection.tunedOn === null) {
      const finding = 'It was not recorded what hyperparameters were chosen by.';
      return unknown(finding, 'Record it; state that they were fixed beforehand if they were.', counts);
    }
    return passed(
      looks.length === 0 ? 'Nothing was chosen by looking at results.' : 'No decision looked at test clips.',
      counts,
    );
  },
};
