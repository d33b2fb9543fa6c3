import type { ClipLabels } from '@voxboard/domain';
import type { ClipName } from './clip-name.js';

/** What is recorded: who says what, how. Two plans with the same recording hold the same sound. */
export interface Recording extends ClipName {
  readonly seed: number;
}

/** A change too small to make it another recording: gain, a little noise, a later start. */
export interface Disturbance {
  readonly seed: number;
  readonly gainDb: number;
  readonly noiseDbfs: number;
  /** Samples of silence cut from the start. */
  readonly cutSamples: number;
}

/** One clip of a corpus to be written. */
export interface ClipPlan {
  /** `Actor_XX/03-01-EM-IN-ST-RE-AC.wav`. */
  readonly path: string;
  /** What the file name claims. */
  readonly labels: ClipLabels;
  readonly recording: Recording;
  readonly disturbance: Disturbance | null;
  /** Set when the sound is (nearly) that of another clip, on purpose. */
  readonly planted: { readonly kind: 'duplicate' | 'near-duplicate'; readonly sameAs: string } | null;
}
