import {
  type ArchitectureSpec,
  type ExperimentConfig,
  type HyperparametersInput,
  HyperparametersSchema,
  type ProtocolName,
  Rng,
  type RowRef,
} from '@voxboard/domain';
import { rowsInMemory } from '../training/rows-in-memory.js';
import type { FeatureRows, TrainRequest } from '../training/train-request.js';

export interface RequestOptions {
  readonly architecture?: ArchitectureSpec;
  readonly hyperparameters?: HyperparametersInput;
  readonly shape?: readonly number[];
  readonly clipCount?: number;
  readonly classCount?: number;
  readonly protocol?: ProtocolName;
  readonly seed?: number;
  /** Distance of class means in deviations of the noise. */
  readonly separation?: number;
}

/** A request whose features lie in memory, so that a test can spoil them. */
export interface TestRequest extends TrainRequest {
  readonly features: FeatureRows & { readonly values: Float32Array };
}

/** Clips of classes that differ in level: learnable, not trivial. Half train, a quarter each validate and test. */
export function classRequest(options: RequestOptions = {}): TestRequest {
  const { clipCount = 64, classCount = 4, shape = [162], seed = 7, separation = 1.5 } = options;
  const columns = shape.reduce((a, b) => a * b, 1);
  const rng = new Rng(99);
  const centres = Array.from({ length: classCount }, () => Float32Array.from({ length: columns }, () => rng.normal()));
  const labels = Array.from({ length: clipCount }, (_, clip) => clip % classCount);
  const values = new Float32Array(clipCount * columns);
  for (let clip = 0; clip < clipCount; clip++) {
    const centre = centres[labels[clip]];
    for (let i = 0; i < columns; i++) values[clip * columns + i] = separation * centre[i] + rng.normal();
  }
  const rows: RowRef[] = labels.map((_, clip) => ({ clip, augmentation: 0 }));
  const half = clipCount / 2;
  return {
    config: configOf(options),
    fold: { train: rows.slice(0, half), validation: rows.slice(half, half * 1.5), test: rows.slice(half * 1.5) },
    seed,
    features: {
      values,
      ...rowsInMemory(values, shape),
      rowIndex: (clip, augmentation) => (augmentation === 0 && clip < clipCount ? clip : null),
      columnNames: Array.from({ length: shape[shape.length - 1] }, (_, i) => `feature${i}`),
    },
    labels,
    labelNames: Array.from({ length: classCount }, (_, i) => `class${i}`),
    clipCount,
  };
}

function configOf({ architecture, hyperparameters, protocol = 'by-clip' }: RequestOptions): ExperimentConfig {
  return {
    task: 'EMOTION',
    architecture: architecture ?? { kind: 'preset', preset: 'gender-features', width: 1 },
    protocol: { name: protocol },
    hyperparameters: HyperparametersSchema.parse({ epochs: 3, batchSize: 16, ...hyperparameters }),
  };
}

/** A clock that advances by a millisecond each time it is read. */
export function tickingClock(): () => number {
  let time = 1_700_000_000_000;
  return () => time++;
}
