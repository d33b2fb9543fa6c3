import type { ArchitectureSpec } from '@voxboard/domain';
import { ShapeMismatchError } from '../errors.js';
import { type Layer, tf } from '../tensorflow.js';
import { estimateMemory, type MemoryEstimate } from '../training/memory-plan.js';
import { buildModel } from './build-model.js';
import { layerFlops, outputValues } from './layer-cost.js';

export interface LayerRow {
  readonly name: string;
  /** Keras' class name. */
  readonly kind: string;
  /** Without the batch axis; null where an axis is open. */
  readonly outputShape: readonly (number | null)[];
  readonly parameters: number;
  /** Forward pass of one row. */
  readonly flops: number;
  /** Output of one row in float32. */
  readonly activationBytes: number;
  /** Names of the layers that it reads. */
  readonly inputs: readonly string[];
}

export interface ArchitectureDescription {
  readonly layers: readonly LayerRow[];
  readonly parameters: number;
  readonly trainableParameters: number;
  readonly flops: number;
  readonly activationBytes: number;
  /** What a training step takes at most without fused kernels: this, and so much a row of the batch. */
  readonly stepMemory: MemoryEstimate;
}

/**
 * The layer table of an architecture for rows of a shape: what `model.summary()` prints, with work and memory. Needs a
 * started backend (`chooseBackend`).
 * @throws InvalidArchitectureError, ShapeMismatchError
 */
export async function describeArchitecture(
  spec: ArchitectureSpec,
  rowShape: readonly number[],
  classCount: number,
): Promise<ArchitectureDescription> {
  if (spec.kind === 'preset' && spec.preset === 'lda') return describeLda(rowShape, classCount);
  await tf.ready();
  const model = await buildModel(spec, rowShape, classCount, 0);
  try {
    const layers = model.layers.map((layer): LayerRow => {
      const shape = (Array.isArray(layer.outputShape[0]) ? layer.outputShape[0] : layer.outputShape) as tf.Shape;
      return {
        name: layer.name,
        kind: layer.getClassName(),
        outputShape: shape.slice(1),
        parameters: layer.countParams(),
        flops: layerFlops(layer),
        activationBytes: 4 * outputValues(layer),
        inputs: inputNames(layer),
      };
    });
    const trainable = model.trainableWeights.reduce(
      (sum, w) => sum + w.shape.reduce<number>((a, b) => a * (b ?? 1), 1),
      0,
    );
    const stepMemory = estimateMemory(model, new Set());
    const parameters = model.countParams();
    return { layers, parameters, trainableParameters: trainable, ...totals(layers), stepMemory };
  } finally {
    model.dispose();
  }
}

function describeLda(rowShape: readonly number[], classCount: number): ArchitectureDescription {
  const columns = rowShape.reduce((a, b) => a * b, 1);
  if (!(columns > 0)) throw new ShapeMismatchError('LDA needs rows of at least one column.');
  const parameters = (columns + 1) * classCount;
  const layers: LayerRow[] = [
    {
      name: 'lda',
      kind: 'Dense',
      outputShape: [classCount],
      parameters,
      flops: 2 * columns * classCount,
      activationBytes: 4 * classCount,
      inputs: [],
    },
  ];
  // The covariance, twice: it is fitted in one go.
  const stepMemory = { fixedBytes: 16 * columns ** 2, bytesPerRow: 4 * columns };
  return { layers, parameters, trainableParameters: parameters, ...totals(layers), stepMemory };
}

function inputNames(layer: Layer): string[] {
  return layer.inboundNodes.flatMap((node) => node.inboundLayers.map(({ name }) => name));
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

function totals(layers: readonly LayerRow[]): Pick<ArchitectureDescription, 'flops' | 'activationBytes'> {
  return {
    flops: layers.reduce((sum, layer) => sum + layer.flops, 0),
    activationBytes: layers.reduce((sum, layer) => sum + layer.activationBytes, 0),
  };
}
