import type { ArchitectureSpec } from '../experiment.js';
import { describeNetwork, type NetworkDescription } from './describe-network.js';
import type { Json } from './keras-json.js';
import { requireHeadFor } from './network-head.js';
import { PRESET_REFERENCE, presetNetwork } from './preset-network.js';

/** What an architecture is to be described for. */
export interface NetworkUse {
  /** Shape of one feature row. */
  readonly rowShape: readonly number[];
  readonly classCount: number;
}

/** An architecture as layers JSON; presets at the shape of the data, or at their reference shape. */
export function networkJson(spec: ArchitectureSpec, use: Partial<NetworkUse> = {}): Json {
  if (spec.kind === 'layers') return spec.layersJson;
  const reference = PRESET_REFERENCE[spec.preset];
  const { rowShape = reference.rowShape, classCount = reference.classCount } = use;
  return presetNetwork(spec.preset, spec.width, rowShape, classCount);
}

/**
 * The layer table of an architecture, at the shape of the data where they are named.
 * @throws InvalidArchitectureError when it cannot be built, or does not fit the data
 */
export function describeArchitectureSpec(spec: ArchitectureSpec, use: Partial<NetworkUse> = {}): NetworkDescription {
  const description = describeNetwork(networkJson(spec, use), spec.kind === 'layers' ? (use.rowShape ?? null) : null);
  if (use.classCount !== undefined) requireHeadFor(description.head, use.classCount);
  return description;
}
