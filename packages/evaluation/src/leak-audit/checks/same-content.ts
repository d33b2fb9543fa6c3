import { isAcross } from '../audit-context.js';
import { type AuditCheck, counted, failed, passed, unknown } from '../check-result.js';

/** One recording under two names, byte for byte, on two sides of the split. */
export const sameContentCheck: AuditCheck = {
  check: 'same-content',
  severity: 'LEAK',
  examine(context) {
    const { clips } = context.evidence;
    const byHash = new Map<string, number[]>();
    let unhashed = 0;
    for (const index of context.used) {
      const { sha256 } = clips[index];
      if (sha256 === null) unhashed++;
      else byHash.set(sha256, [...(byHash.get(sha256) ?? []), index]);
    }
    const pairs = [...byHash.values()].flatMap((group) => pairsOf(group).filter(([a, b]) => isAcross(context, a, b)));
    const counts = { clips: context.used.length, unhashed, pairs: pairs.length };
    if (pairs.length > 0) {
      return failed(
        `${counted(pairs.length, 'pair')} of byte-identical recordings under two names lie in different parts.`,
        'Remove the duplicates from the dataset, or keep clips of one hash in one part.',
        counts,
        pairs.map(([a, b]) => `${clips[a].name} = ${clips[b].name}`),
      );
    }
    if (unhashed > 0) {
      const finding = `${counted(unhashed, 'clip')} without a hash: duplicates among them would not be seen.`;
      return unknown(finding, 'Import the dataset so that every recording is hashed.', counts);
    }
    return passed('No recording is in two parts under two names.', counts);
  },
};

function pairsOf(group: readonly number[]): [number, number][] {
  return group.flatMap((a, i) => group.slice(i + 1).map((b): [number, number] => [a, b]));
}
