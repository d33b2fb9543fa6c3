import { type AuditCheck, counted, failed, passed, unknown } from '../check-result.js';

/**
 * Clips of test speakers were used without their labels (adaptation, per-speaker normalisation). Legitimate, but a
 * model that meets a voice for the first time could not do it: the score must say so.
 */
export const transductiveCheck: AuditCheck = {
  check: 'transductive',
  severity: 'LABEL',
  examine({ evidence, clipsOf }) {
    const { unlabelledRows, clips } = evidence;
    if (unlabelledRows === null) {
      const finding = 'It was not recorded whether test clips were used without their labels.';
      return unknown(finding, 'Record the rows that any adaptation saw.');
    }
    const testSpeakers = new Set([...clipsOf.test].map((clip) => clips[clip].speaker));
    const seen = unlabelledRows.filter(({ clip }) => {
      const speaker = clips[clip]?.speaker;
      return clipsOf.test.has(clip) || (speaker !== undefined && !clipsOf.train.has(clip) && testSpeakers.has(speaker));
    });
    const counts = { unlabelledRows: unlabelledRows.length, ofTestSpeakers: seen.length };
    if (seen.length === 0) return passed('No unlabelled clip of a test speaker was used.', counts);
    const speakers = [...new Set(seen.map((row) => clips[row.clip].speaker))].sort();
    return failed(
      `${counted(seen.length, 'unlabelled row')} of ${counted(speakers.length, 'test speaker')} used.`,
      'Print the score as transductive, apart from scores on unheard voices.',
      counts,
      speakers.map((speaker) => `speaker ${speaker}`),
    );
  },
};
