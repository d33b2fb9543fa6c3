import { ArchitecturePresetSchema, type ArchitectureSpec } from '@voxboard/domain';
import { architectureDiagram, chooseBackend, describeArchitecture } from '@voxboard/trainer';
import { readLayersJson } from '../train/train-config.js';

export interface ArchitectureCommand {
  /** A preset's name, or a file of layers JSON. */
  readonly architecture: string;
  readonly width: number;
  readonly shape: readonly number[];
  readonly classCount: number;
  readonly batchSize: number;
  readonly format: 'table' | 'json' | 'mermaid';
}

/** Does `voxboard architecture`; returns what it prints. */
export async function runArchitecture(command: ArchitectureCommand): Promise<string> {
  const { classCount, batchSize, shape, format } = command;
  const spec = await specOf(command);
  const { backend } = await chooseBackend({ preferred: 'wasm', threads: 1 });
  try {
    const description = await describeArchitecture(spec, shape, classCount);
    const { fixedBytes, bytesPerRow } = description.stepMemory;
    const stepBytes = fixedBytes + batchSize * bytesPerRow;
    if (format === 'mermaid') return architectureDiagram(description);
    if (format === 'json') return JSON.stringify({ ...description, batchSize, stepBytes });
    const rows = description.layers.map(({ name, kind, outputShape, parameters, flops, activationBytes }) =>
      [
        name,
        kind,
        outputShape.map((size) => size ?? '?').join(' × '),
        parameters,
        flops ?? '?',
        activationBytes ?? '?',
      ].join('\t'),
    );
    const { parameters, trainableParameters, flops, activationBytes } = description;
    // An axis that the network leaves open has no size yet, and what depends on it no figure.
    const count = (value: number | null) => value?.toLocaleString('en') ?? '?';
    return [
      ['layer', 'kind', 'output', 'parameters', 'flops', 'activation bytes'].join('\t'),
      ...rows,
      `${count(parameters)} parameters (${count(trainableParameters)} trainable), ${count(flops)} operations forward a row`,
      `activations of a batch of ${batchSize}: ${activationBytes === null ? '?' : megabytes(batchSize * activationBytes)} MB; ` +
        `a training step without fused kernels: ${megabytes(stepBytes)} MB at most`,
    ].join('\n');
  } finally {
    await backend.dispose();
  }
}

async function specOf({ architecture, width }: ArchitectureCommand): Promise<ArchitectureSpec> {
  const preset = ArchitecturePresetSchema.safeParse(architecture);
  if (preset.success) return { kind: 'preset', preset: preset.data, width };
  return { kind: 'layers', layersJson: await readLayersJson(architecture) };
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
