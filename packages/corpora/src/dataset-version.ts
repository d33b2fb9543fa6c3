import { createHash } from 'node:crypto';
import { type Clip, canonicalJson } from '@voxboard/domain';

/**
 * The identity of a dataset version: SHA-256 over what its clips sound like and are labelled as. Paths, folder names and
 * order play no part, so that the same corpus has the same version wherever it was unpacked.
 */
export function datasetVersionHash(clips: readonly Clip[]): string {
  const lines = clips
    .map(({ sha256, speaker, gender, emotion, intensity, statement, repetition }) =>
      canonicalJson({ sha256, labels: { speaker, gender, emotion, intensity, statement, repetition } }),
    )
    .sort();
  return createHash('sha256').update(canonicalJson(lines)).digest('hex');
}
