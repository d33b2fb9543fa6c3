import { type AuditRecord, type ClipLabels, rowRefs } from '@voxboard/domain';
import type { AuditEvidence } from './evidence.js';

/** What a stored record says of how its run was made, as the auditor reads it. */
export function recordedEvidence(record: AuditRecord): AuditEvidence {
  const { subject, evidence, clips } = record;
  const heard = record['near-duplicates'];
  return {
    task: subject.task,
    protocol: subject.protocol,
    labels: subject.labels,
    clips: clips.map(({ path, sha256, ...labels }) => ({
      ...(labels satisfies ClipLabels),
      name: path,
      sha256,
      fingerprint: null,
    })),
    fold: {
      train: rowRefs(evidence.trained),
      validation: rowRefs(evidence.validated),
      test: rowRefs(evidence.tested),
    },
    nearDuplicates:
      heard === null ? null : heard.pairs.map(([first, second, bitErrorRate]) => ({ first, second, bitErrorRate })),
    unheardClips: heard?.unheard ?? [],
    usedLabels: evidence.labels,
    scalerRows: evidence.fitted && rowRefs(evidence.fitted),
    selection: evidence.selection,
    unlabelledRows: evidence.unlabelled && rowRefs(evidence.unlabelled),
  };
}
