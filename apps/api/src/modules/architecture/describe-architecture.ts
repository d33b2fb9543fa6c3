import type { ArchitectureRow } from '@voxboard/db';
import {
  ArchitectureSpecSchema,
  type NetworkDescription as Described,
  describeArchitectureSpec,
  InvalidArchitectureError,
  type NetworkUse,
} from '@voxboard/domain';
import type { NetworkDescription } from './network.type.js';

/** @throws InvalidArchitectureError */
export function describeSpec(spec: unknown, use: Partial<NetworkUse> = {}): NetworkDescription {
  return toNetwork(describeArchitectureSpec(ArchitectureSpecSchema.parse(spec), use));
}

/** Null where the architecture does not fit the data; an architecture by itself always has a description. */
export function describeRow(row: ArchitectureRow, use: Partial<NetworkUse>): NetworkDescription | null {
  try {
    return describeSpec(row.spec, use);
  } catch (error) {
    if (error instanceof InvalidArchitectureError) return null;
    throw error;
  }
}

function toNetwork(described: Described): NetworkDescription {
  const shapes = new Map(described.layers.map(({ name, outputShape }) => [name, outputShape]));
  const { kind, columns } = described.head;
  return {
    ...described,
    layers: described.layers.map((layer) => ({
      ...layer,
      path: [...layer.path],
      inputs: [...layer.inputs],
      outputShape: [...layer.outputShape],
    })),
    edges: described.layers.flatMap((layer) =>
      layer.inputs.map((from) => ({ from, to: layer.name, shape: [...(shapes.get(from) ?? [])] })),
    ),
    inputShape: [...described.inputShape],
    outputShape: [...described.outputShape],
    head: kind,
    classCount: kind === 'sigmoid' ? 2 : columns,
    weightBytes: 4 * described.parameters,
  };
}
