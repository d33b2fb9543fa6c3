import type { ArchitecturePreset } from '@voxboard/domain';

/** What is trained: the study's networks at its shapes and batch sizes; rows of an epoch so that rounds stay short. */
export interface Subject {
  readonly preset: ArchitecturePreset;
  readonly shape: readonly number[];
  readonly classCount: number;
  readonly batchSize: number;
  readonly rows: number;
  /** Interleaved epochs of each side; the shortest counts. */
  readonly rounds: number;
  readonly parameters: number;
}

export const SUBJECTS: readonly Subject[] = [
  {
    preset: 'gender-features',
    shape: [162],
    classCount: 2,
    batchSize: 32,
    rows: 3105,
    rounds: 8,
    parameters: 14_657,
  },
  {
    preset: 'emotion-features',
    shape: [162],
    classCount: 8,
    batchSize: 150,
    rows: 450,
    rounds: 5,
    parameters: 16_279_048,
  },
  {
    preset: 'emotion-raw',
    shape: [144_000],
    classCount: 8,
    batchSize: 32,
    rows: 160,
    rounds: 5,
    parameters: 30_632,
  },
  {
    preset: 'gender-raw',
    shape: [144_000],
    classCount: 2,
    batchSize: 32,
    rows: 160,
    rounds: 5,
    parameters: 53_697,
  },
  {
    preset: 'emotion-hybrid',
    shape: [300, 166],
    classCount: 8,
    batchSize: 64,
    rows: 320,
    rounds: 5,
    parameters: 1_572_424,
  },
];
