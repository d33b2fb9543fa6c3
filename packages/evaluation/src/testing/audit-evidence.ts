import {
  type AuditCheckName,
  type Certificate,
  type ClipLabels,
  type Fold,
  labelNames,
  labelOf,
  type ProtocolName,
  Rng,
  type Task,
} from '@voxboard/domain';
import type { AuditEvidence } from '../leak-audit/evidence.js';

/** Words as unlike one another as those of different recordings. */
export function randomFingerprint(seed: number, frames = 60): Uint32Array {
  const rng = new Rng(seed);
  return Uint32Array.from({ length: frames }, () => rng.uint32() | 1);
}

/** Everything recorded, nothing wrong: what a careful run hands to the auditor. */
export function carefulEvidence(
  clips: readonly ClipLabels[],
  fold: Fold,
  protocol: ProtocolName,
  task: Task = 'EMOTION',
): AuditEvidence {
  const labels = labelNames(
    task,
    clips.map((clip) => clip.speaker),
  );
  return {
    task,
    protocol,
    labels,
    clips: clips.map((clip, i) => ({
      ...clip,
      name: `clip ${i}`,
      sha256: `hash ${i}`,
      fingerprint: randomFingerprint(i),
    })),
    fold,
    nearDuplicates: null,
    usedLabels: clips.map((clip) => {
      const label = labelOf(clip, task);
      return label === null ? null : labels.indexOf(label);
    }),
    scalerRows: fold.train,
    selection: { stoppedOn: 'validation', tunedOn: ['validation'] },
    unlabelledRows: [],
  };
}

/** Names of the checks with a verdict. */
export function checksWith(certificate: Certificate, verdict: string): AuditCheckName[] {
  return certificate.checks.filter((result) => result.verdict === verdict).map((result) => result.check);
}
