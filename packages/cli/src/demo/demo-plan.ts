import type { LaunchExperimentInput } from '@voxboard/graphql-client';

/** The demo corpus: all 24 speakers, so that speaker-independent folds mean something, with 16 clips of each. */
export const DEMO_CORPUS = { seed: 2026, speakerCount: 24, clipsPerSpeaker: 16 } as const;
export const DEMO_PROJECT = { slug: 'demo', name: 'Demo' } as const;
export const DEMO_RECIPE = 'study-162';

type Launch = Pick<LaunchExperimentInput, 'name' | 'task' | 'protocol' | 'seeds' | 'folds' | 'notes'> & {
  readonly architecture: string;
  readonly hyperparameters: Readonly<Record<string, number>>;
};

/**
 * What the demo trains: each task under the study's own split and under an honest one, so that the first page already
 * shows how much of a score was the split. The cheap preset comes first: something finishes within seconds.
 */
export const DEMO_LAUNCHES: readonly Launch[] = [
  {
    name: 'Gender, unseen speakers',
    task: 'GENDER',
    architecture: 'gender-features',
    protocol: { name: 'by-speaker', foldCount: 4 },
    hyperparameters: { epochs: 15 },
    seeds: [0],
    notes: 'Each fold tests on voices that were never trained on.',
  },
  {
    name: 'Gender, as the study split',
    task: 'GENDER',
    architecture: 'gender-features',
    protocol: { name: 'study' },
    hyperparameters: { epochs: 15 },
    seeds: [0],
    notes: 'Rows were augmented before the split: twins of test clips are trained on.',
  },
  {
    name: 'Emotion, as the study split',
    task: 'EMOTION',
    architecture: 'emotion-features-eighth',
    protocol: { name: 'study' },
    hyperparameters: { epochs: 25, batchSize: 64 },
    seeds: [0],
    notes: 'The study’s emotion network at an eighth of its width.',
  },
  {
    name: 'Emotion, unseen speakers',
    task: 'EMOTION',
    architecture: 'emotion-features-eighth',
    protocol: { name: 'by-speaker', foldCount: 4 },
    hyperparameters: { epochs: 25, batchSize: 64 },
    seeds: [0],
    notes: 'The same network, tested on voices it has never heard.',
  },
];
