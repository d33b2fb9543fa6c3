import { z } from 'zod';
import { ProtocolSchema } from './protocol.js';
import { TaskSchema } from './task.js';

/** Architectures that come with Voxboard. `lda` is closed-form (no epochs); all others are networks. */
export const ARCHITECTURE_PRESETS = [
  'emotion-features',
  'gender-features',
  'emotion-raw',
  'gender-raw',
  'emotion-hybrid',
  'lda',
  'mlp',
  'cnn22',
] as const;
export const ArchitecturePresetSchema = z.enum(ARCHITECTURE_PRESETS);
export type ArchitecturePreset = z.infer<typeof ArchitecturePresetSchema>;

/** A network topology: a preset at a width (1 = the study's), or layers JSON in Keras' / tfjs' format. */
export const ArchitectureSpecSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('preset'),
    preset: ArchitecturePresetSchema,
    /** Multiplies every hidden layer's filters and units; rounded, at least 1. */
    width: z.number().gt(0).max(4).default(1),
  }),
  z.object({ kind: z.literal('layers'), layersJson: z.record(z.string(), z.unknown()) }),
]);
export type ArchitectureSpec = z.infer<typeof ArchitectureSpecSchema>;

export const HyperparametersSchema = z.object({
  epochs: z.number().int().min(1).max(10_000).default(50),
  batchSize: z.number().int().min(1).max(65_536).default(32),
  optimizer: z.enum(['adam', 'adamw', 'sgd', 'rmsprop']).default('adam'),
  learningRate: z.number().gt(0).max(10).default(0.001),
  weightDecay: z.number().min(0).max(1).default(0),
  momentum: z.number().min(0).lt(1).default(0),
  clipNorm: z.number().positive().nullable().default(null),
  schedule: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('constant') }),
      z.object({
        kind: z.literal('reduce-on-plateau'),
        factor: z.number().gt(0).lt(1).default(0.2),
        patience: z.number().int().min(1).default(5),
        minLearningRate: z.number().min(0).default(1e-7),
      }),
      z.object({
        kind: z.literal('cosine'),
        warmupEpochs: z.number().int().min(0).default(0),
        finalFraction: z.number().min(0).max(1).default(0.02),
      }),
    ])
    .default({ kind: 'constant' }),
  /** null: train all epochs. Watches `monitor` on the validation part and restores the best weights. */
  earlyStoppingPatience: z.number().int().min(1).nullable().default(null),
  monitor: z.enum(['loss', 'accuracy', 'uar', 'macro_f1']).default('loss'),
  labelSmoothing: z.number().min(0).lt(1).default(0),
  mixupAlpha: z.number().min(0).max(10).default(0),
  specAugment: z.boolean().default(false),
  classWeights: z.enum(['none', 'balanced']).default('none'),
  /** Fit mean and deviation per feature on the training rows only (on all rows under `study`, as the study did). */
  standardize: z.boolean().default(true),
  /**
   * Control: the labels of the training clips are dealt out anew, so that there is nothing to learn. A score above
   * chance then says that something leaks. Left out where it is off, so that other configurations keep their hash.
   */
  shuffleLabels: z.literal(true).optional(),
});
export type Hyperparameters = z.infer<typeof HyperparametersSchema>;
export type HyperparametersInput = z.input<typeof HyperparametersSchema>;

/** Everything one experiment fixes; a run adds a fold and a seed. */
export const ExperimentConfigSchema = z.object({
  task: TaskSchema,
  architecture: ArchitectureSpecSchema,
  protocol: ProtocolSchema,
  hyperparameters: HyperparametersSchema,
});
export type ExperimentConfig = z.infer<typeof ExperimentConfigSchema>;

/** What the presets were trained with (adam throughout), used where a launch does not say otherwise. */
export const PRESET_HYPERPARAMETERS: Readonly<Record<ArchitecturePreset, HyperparametersInput>> = {
  'emotion-features': { epochs: 100, batchSize: 150, schedule: { kind: 'reduce-on-plateau' } },
  'gender-features': { epochs: 60, batchSize: 32 },
  'emotion-raw': {
    epochs: 50,
    batchSize: 32,
    earlyStoppingPatience: 5,
    schedule: { kind: 'reduce-on-plateau' },
    standardize: false,
  },
  'gender-raw': {
    epochs: 50,
    batchSize: 32,
    earlyStoppingPatience: 8,
    schedule: { kind: 'reduce-on-plateau' },
    standardize: false,
  },
  'emotion-hybrid': { epochs: 50, batchSize: 64, earlyStoppingPatience: 8, standardize: false },
  lda: { epochs: 1 },
  mlp: { epochs: 60, batchSize: 32, optimizer: 'adamw', weightDecay: 0.02, labelSmoothing: 0.1 },
  cnn22: {
    epochs: 60,
    batchSize: 32,
    optimizer: 'adamw',
    learningRate: 0.003,
    weightDecay: 0.02,
    clipNorm: 2,
    labelSmoothing: 0.1,
    mixupAlpha: 0.2,
    specAugment: true,
    schedule: { kind: 'cosine', warmupEpochs: 2, finalFraction: 0.02 },
  },
};
