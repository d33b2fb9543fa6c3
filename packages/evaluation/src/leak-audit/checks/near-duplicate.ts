import { type AuditContext, isAcross } from '../audit-context.js';
import { type AuditCheck, counted, failed, passed, unknown } from '../check-result.js';
import { type ClipPair, findNearDuplicates } from '../near-duplicates.js';

/** One recording at another level, rate, encoding or cut, on two sides of the split; told by its fingerprint. */
export const nearDuplicateCheck: AuditCheck = {
  check: 'near-duplicate',
  severity: 'LEAK',
  examine(context) {
    const { clips, nearDuplicates } = context.evidence;
    const unheard = unheardAmong(context);
    const pairs = (nearDuplicates ?? duplicatesAmong(context)).filter(
      ({ first, second }) => isAcross(context, first, second) && !isSameFile(context, first, second),
    );
    const counts = { clips: context.used.length, withoutFingerprint: unheard, pairs: pairs.length };
    if (pairs.length > 0) {
      return failed(
        `${counted(pairs.length, 'pair')} of recordings with nearly the same sound lie in different parts.`,
        'Listen to them; remove copies from the dataset, or keep them in one part.',
        counts,
        pairs.map(
          ({ first, second, bitErrorRate }) =>
            `${clips[first].name} ≈ ${clips[second].name} (${(100 * bitErrorRate).toFixed(1)} % of bits differ)`,
        ),
      );
    }
    if (unheard > 0) {
      const finding = `${counted(unheard, 'clip')} without a fingerprint: copies among them would not be heard.`;
      return unknown(finding, 'Compute fingerprints when the dataset is imported.', counts);
    }
    return passed('No two parts share a recording in another encoding.', counts);
  },
};

function unheardAmong({ used, evidence }: AuditContext): number {
  const { clips, nearDuplicates, unheardClips = [] } = evidence;
  if (nearDuplicates === null) return used.filter((i) => clips[i].fingerprint === null).length;
  const unheard = new Set(unheardClips);
  return used.filter((i) => unheard.has(i)).length;
}

function duplicatesAmong({ used, evidence }: AuditContext): ClipPair[] {
  const isUsed = new Set(used);
  return findNearDuplicates(evidence.clips.map((clip, i) => (isUsed.has(i) ? clip.fingerprint : null)));
}

/** Byte-identical files are the business of the check on hashes. */
function isSameFile({ evidence }: AuditContext, a: number, b: number): boolean {
  const hash = evidence.clips[a].sha256;
  return hash !== null && hash === evidence.clips[b].sha256;
}
