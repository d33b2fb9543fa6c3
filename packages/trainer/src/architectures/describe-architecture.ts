import { type ArchitectureSpec, describeArchitectureSpec, type NetworkDescription } from '@voxboard/domain';
import { ShapeMismatchError } from '../errors.js';
import { tf } from '../tensorflow.js';
import { estimateMemory, type MemoryEstimate } from '../training/memory-plan.js';
import { buildModel } from './build-model.js';

export interface ArchitectureDescription extends NetworkDescription {
  /** What a training step takes at most without fused kernels: this, and so much a row of the batch. */
  readonly stepMemory: MemoryEstimate;
}

/**
 * The layer table of an architecture for rows of a shape: what `model.summary()` prints, with work and memory. Needs a
 * started backend (`chooseBackend`): what a training step takes is told by the network as it is built.
 * @throws InvalidArchitectureError, ShapeMismatchError
 */
export async function describeArchitecture(
  spec: ArchitectureSpec,
  rowShape: readonly number[],
  classCount: number,
): Promise<ArchitectureDescription> {
  return {
    ...describeArchitectureSpec(spec, { rowShape, classCount }),
    stepMemory: await stepMemoryOf(spec, rowShape, classCount),
  };
}

async function stepMemoryOf(
  spec: ArchitectureSpec,
  rowShape: readonly number[],
  classCount: number,
): Promise<MemoryEstimate> {
  if (spec.kind === 'preset' && spec.preset === 'lda') {
    const columns = rowShape.reduce((a, b) => a * b, 1);
    if (!(columns > 0)) throw new ShapeMismatchError('LDA needs rows of at least one column.');
    // The covariance, twice: it is fitted in one go.
    return { fixedBytes: 16 * columns ** 2, bytesPerRow: 4 * columns };
  }
  await tf.ready();
  const model = await buildModel(spec, rowShape, classCount, 0);
  try {
    return estimateMemory(model, new Set());
  } finally {
    model.dispose();
  }
}

/** The network as a Mermaid flowchart, which Markdown viewers draw. */
export function architectureDiagram({ layers }: ArchitectureDescription): string {
  const ids = new Map(layers.map(({ name }, index) => [name, `l${index}`]));
  const nodes = layers.map(({ name, kind, outputShape, parameters }) => {
    const shape = outputShape.map((size) => size ?? '?').join(' × ');
    const label = [kind, shape, ...(parameters > 0 ? [`${parameters.toLocaleString('en')} parameters`] : [])];
    return `  ${ids.get(name)}["${label.join('<br/>')}"]`;
  });
  const edges = layers.flatMap(({ name, inputs }) => inputs.map((from) => `  ${ids.get(from)} --> ${ids.get(name)}`));
  return ['flowchart TD', ...nodes, ...edges].join('\n');
}
