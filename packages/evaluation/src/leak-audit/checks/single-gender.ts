import { type AuditCheck, failed, notApplicable, passed, unknown } from '../check-result.js';

/** The fold tests men only, or women only. */
export const singleGenderCheck: AuditCheck = {
  check: 'single-gender',
  severity: 'CAVEAT',
  examine({ evidence, clipsOf }) {
    const { clips, protocol } = evidence;
    if (protocol === 'loso') return notApplicable('Every fold of loso tests one speaker; scores are read pooled.');
    if (new Set(clips.flatMap((clip) => clip.gender ?? [])).size < 2) {
      return notApplicable('The dataset does not have speakers of two known genders.');
    }
    const tested = [...clipsOf.test].map((clip) => clips[clip].gender);
    const counts = {
      male: tested.filter((gender) => gender === 'male').length,
      female: tested.filter((gender) => gender === 'female').length,
      unknown: tested.filter((gender) => gender === null).length,
    };
    if (counts.male > 0 && counts.female > 0) return passed('Men and women are tested.', counts);
    if (counts.male + counts.female === 0) {
      return unknown('The gender of the tested speakers is not known.', 'Import the gender of the speakers.', counts);
    }
    return failed(
      `Only ${counts.male > 0 ? 'men' : 'women'} are tested.`,
      "Read this fold's scores pooled with the others; for gender it says nothing by itself.",
      counts,
      [],
    );
  },
};
