import type { RowRef } from '@voxboard/domain';
import { type AuditCheck, counted, failed, notApplicable, passed } from '../check-result.js';

/** A clip trains in one version (plain, noisy, stretched …) and is judged in another: rows were augmented, then split. */
export const augmentedTwinCheck: AuditCheck = {
  check: 'augmented-twin',
  severity: 'LEAK',
  examine({ evidence }) {
    const { train, validation, test } = evidence.fold;
    const judged = versionsByClip([...validation, ...test]);
    const trained = versionsByClip(train);
    if (![...trained, ...judged].some(([, versions]) => [...versions].some((version) => version > 0))) {
      return notApplicable('The feature set has no augmented rows.');
    }
    const twins = [...judged].filter(([clip, versions]) => {
      const others = trained.get(clip);
      return others !== undefined && [...others].some((version) => versions.size > 1 || !versions.has(version));
    });
    const counts = { clips: judged.size, twins: twins.length };
    if (twins.length === 0) return passed('No clip trains in one version and is judged in another.', counts);
    return failed(
      `${counted(twins.length, 'clip')} of ${judged.size} in validation or test have another version of themselves in training.`,
      'Split clips first, then augment the training clips only.',
      counts,
      twins.map(([clip]) => evidence.clips[clip].name),
    );
  },
};

function versionsByClip(rows: readonly RowRef[]): Map<number, Set<number>> {
  const versions = new Map<number, Set<number>>();
  for (const { clip, augmentation } of rows) {
    const known = versions.get(clip);
    if (known === undefined) versions.set(clip, new Set([augmentation]));
    else known.add(augmentation);
  }
  return versions;
}
