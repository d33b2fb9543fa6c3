import type { LayerSettings, TensorShape } from './layer-settings.js';

/** What a layer makes of its inputs. */
export interface LayerEffect {
  readonly output: TensorShape;
  /** Numbers that it holds. */
  readonly parameters: number;
  /** Of these, those that training does not touch: moving averages. */
  readonly frozen?: number;
  /** Of one row's forward pass, a multiplication and an addition counted as two; null where an axis is open. */
  readonly flops: number | null;
}

/** @param inputs shapes of what it reads, at least one */
export type LayerRule = (settings: LayerSettings, inputs: readonly TensorShape[]) => LayerEffect;
