import { type AuditCheck, counted, failed, passed } from '../check-result.js';

/** The part that steers training is, wholly or partly, the part that is reported. */
export const validationOverlapCheck: AuditCheck = {
  check: 'validation-overlap',
  severity: 'LEAK',
  examine({ evidence, clipsOf }) {
    const shared = [...clipsOf.validation].filter((clip) => clipsOf.test.has(clip));
    const counts = { validationClips: clipsOf.validation.size, testClips: clipsOf.test.size, shared: shared.length };
    if (clipsOf.validation.size === 0) return passed('There is no validation part.', counts);
    if (shared.length === 0) return passed('Validation and test share no clip.', counts);
    const isSame = shared.length === clipsOf.test.size && shared.length === clipsOf.validation.size;
    return failed(
      isSame ? 'Validation is the test part.' : `${counted(shared.length, 'clip')} in both validation and test.`,
      'Carve validation from the training clips.',
      counts,
      shared.map((clip) => evidence.clips[clip].name),
    );
  },
};
