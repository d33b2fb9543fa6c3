import type { ModelCard, PredictionWindow } from '@voxboard/domain';

/** Where a model's three files are. */
export interface ModelAddresses {
  readonly model: string;
  readonly weights: string;
  readonly card: string;
}

/** A recording on its way to the model: the bytes of a WAV file, or samples that the browser decoded or recorded. */
export type Recording =
  | { readonly kind: 'wav'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'samples'; readonly samples: Float32Array<ArrayBuffer>; readonly sampleRateHz: number };

export type ToHearing =
  | { readonly kind: 'load'; readonly addresses: ModelAddresses }
  | { readonly kind: 'hear'; readonly id: number; readonly recording: Recording };

export interface Heard {
  readonly durationSec: number;
  readonly sampleRateHz: number;
  readonly probabilities: readonly number[] | null;
  readonly windows: readonly PredictionWindow[];
}

export type FromHearing =
  | { readonly kind: 'loaded'; readonly card: ModelCard; readonly backend: string }
  | { readonly kind: 'progress'; readonly id: number; readonly done: number; readonly total: number }
  | { readonly kind: 'heard'; readonly id: number; readonly heard: Heard; readonly milliseconds: number }
  /** `id` null: the model could not be loaded. */
  | { readonly kind: 'failed'; readonly id: number | null; readonly message: string };
