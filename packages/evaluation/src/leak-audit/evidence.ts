import type { ClipLabels, Fold, ProtocolName, RowRef, Task } from '@voxboard/domain';
import type { Part } from '../splits/balance-table.js';
import type { ClipPair } from './near-duplicates.js';
import type { Fingerprint } from './sub-fingerprints.js';

/** A clip as the audit needs it. */
export interface AuditedClip extends ClipLabels {
  /** What people know it by, for example its path. */
  readonly name: string;
  /** SHA-256 of the recording; null where it was not taken. */
  readonly sha256: string | null;
  /** `subFingerprints` of the recording; null where it was not computed. */
  readonly fingerprint: Fingerprint | null;
}

/** Which parts decisions about the model were taken on. */
export interface SelectionEvidence {
  /** What early stopping, learning-rate reduction and the choice of the checkpoint watched. */
  readonly stoppedOn: Part | 'nothing';
  /** What hyperparameters were chosen by: empty where they were fixed beforehand, null where nobody recorded it. */
  readonly tunedOn: readonly Part[] | null;
}

/** What is known of how a run was made. Null always means "not recorded" and leads to UNKNOWN, never to PASS. */
export interface AuditEvidence {
  readonly task: Task;
  readonly protocol: ProtocolName;
  /** Class names in index order. */
  readonly labels: readonly string[];
  /** Index = clip index of the fold's rows. */
  readonly clips: readonly AuditedClip[];
  /** The rows that really trained, validated and were tested, not those that were planned. */
  readonly fold: Fold;
  /** Pairs of the dataset version from `findNearDuplicates`; null: compute them from the clips' fingerprints. */
  readonly nearDuplicates: readonly ClipPair[] | null;
  /** Clips that were not compared when `nearDuplicates` was made; absent: all were. */
  readonly unheardClips?: readonly number[];
  /** Class index that training and testing used, by clip (null: clip not used). */
  readonly usedLabels: readonly (number | null)[] | null;
  /** Rows on which mean and deviation, feature choice or any other fitted preparation was fitted; empty: nothing was. */
  readonly scalerRows: readonly RowRef[] | null;
  readonly selection: SelectionEvidence | null;
  /** Rows that were used without their labels to fit or adapt anything (per-speaker normalisation too); empty: none. */
  readonly unlabelledRows: readonly RowRef[] | null;
}
