import { z } from 'zod';
import { DomainError } from './errors.js';

export const SWEEP_STATUSES = ['RUNNING', 'PAUSED', 'FINISHED', 'CANCELED', 'FAILED'] as const;
export type SweepStatus = (typeof SWEEP_STATUSES)[number];

export const TRIAL_STATUSES = ['PLANNED', 'RUNNING', 'COMPLETE', 'STOPPED', 'FAILED', 'CANCELED'] as const;
export type TrialStatus = (typeof TRIAL_STATUSES)[number];

/** What a sweep may become. Ended ones stay ended: a new sweep is begun instead, so that N trials stay N. */
export const SWEEP_TRANSITIONS: Readonly<Record<SweepStatus, readonly SweepStatus[]>> = {
  RUNNING: ['PAUSED', 'FINISHED', 'CANCELED', 'FAILED'],
  PAUSED: ['RUNNING', 'CANCELED', 'FINISHED', 'FAILED'],
  FINISHED: [],
  CANCELED: [],
  FAILED: [],
};

/** A trial that was launched never waits again: its number has been used. */
export const TRIAL_TRANSITIONS: Readonly<Record<TrialStatus, readonly TrialStatus[]>> = {
  PLANNED: ['RUNNING', 'FAILED', 'CANCELED'],
  RUNNING: ['COMPLETE', 'STOPPED', 'FAILED', 'CANCELED'],
  COMPLETE: [],
  STOPPED: [],
  FAILED: [],
  CANCELED: [],
};

/** Thrown when a sweep is asked for what its status does not lead to. */
export class IllegalSweepTransitionError extends DomainError {
  readonly code = 'ILLEGAL_SWEEP_TRANSITION';
  constructor(
    readonly sweepId: string,
    readonly from: SweepStatus,
    readonly to: SweepStatus,
  ) {
    const next = SWEEP_TRANSITIONS[from];
    super(
      `Sweep ${sweepId} is ${from} and cannot become ${to}. From ${from} it can become: ${next.length === 0 ? 'nothing (it has ended)' : next.join(', ')}.`,
    );
  }
}

export function isSweepEnded(status: SweepStatus): boolean {
  return SWEEP_TRANSITIONS[status].length === 0;
}

/** Values of a dimension as they enter a configuration. */
const ValueSchema = z.json();
const named = { name: z.string().min(1).max(100) };

/**
 * One thing that is searched. `architecture` and `featureSet` are choices of ids; every other name is a hyperparameter.
 * Seeds are no dimension: a search over seeds finds the luckiest, so they repeat a trial instead.
 */
export const DimensionSchema = z.discriminatedUnion('kind', [
  z.object({ ...named, kind: z.literal('choice'), values: z.array(ValueSchema).min(1).max(100) }),
  z
    .object({
      ...named,
      kind: z.literal('uniform'),
      low: z.number(),
      high: z.number(),
      step: z.number().positive().nullable().default(null),
    })
    .refine(({ low, high }) => low < high, 'low must be less than high'),
  z
    .object({ ...named, kind: z.literal('log-uniform'), low: z.number().positive('must be above 0'), high: z.number() })
    .refine(({ low, high }) => low < high, 'low must be less than high'),
  z
    .object({
      ...named,
      kind: z.literal('int'),
      low: z.number().int(),
      high: z.number().int(),
      isLog: z.boolean().default(false),
    })
    .refine(({ low, high }) => low < high, 'low must be less than high')
    .refine(({ low, isLog }) => !isLog || low > 0, 'low must be above 0 on a logarithmic scale'),
]);
export type Dimension = z.infer<typeof DimensionSchema>;

export const SearchSpaceSchema = z
  .array(DimensionSchema)
  .min(1, 'must have at least one dimension')
  .max(20)
  .refine((space) => new Set(space.map(({ name }) => name)).size === space.length, 'must not name a dimension twice');
export type SearchSpace = z.infer<typeof SearchSpaceSchema>;

export const SearchMethodSchema = z.discriminatedUnion('kind', [
  /** Every combination, ranges at so many places. */
  z.object({ kind: z.literal('grid'), points: z.number().int().min(2).max(100).default(5) }),
  z.object({ kind: z.literal('random') }),
  /** Tree-structured Parzen estimator, Bergstra et al. 2011. */
  z.object({ kind: z.literal('tpe'), startupTrials: z.number().int().min(2).max(1000).default(10) }),
]);
export type SearchMethod = z.infer<typeof SearchMethodSchema>;

/** Never TEST: what is chosen by the test set says nothing about new speakers any more. */
export const ObjectiveSchema = z.object({
  metric: z.enum(['loss', 'accuracy', 'uar', 'macro_f1']).default('uar'),
  split: z.literal('VALIDATION').default('VALIDATION'),
  /** BEST epoch, or LAST: what the model that is kept scored. */
  aggregate: z.enum(['BEST', 'LAST']).default('LAST'),
});
export type Objective = z.infer<typeof ObjectiveSchema>;

export const EarlyStoppingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  /** Worse than the median of its peers' means so far (Golovin et al. 2017). */
  z.object({
    kind: z.literal('median'),
    graceEpochs: z.number().int().min(1).default(5),
    minPeers: z.number().int().min(2).default(4),
    /** Share of the trials to be stopped that go on all the same, to learn what stopping costs. */
    spareShare: z.number().min(0).max(0.5).default(0.1),
  }),
  /** Not among the best 1/reduction at a rung: epochs minEpochs · reduction^k (Li et al. 2020, ASHA). */
  z.object({
    kind: z.literal('asha'),
    minEpochs: z.number().int().min(1).default(3),
    reduction: z.number().int().min(2).max(10).default(3),
    spareShare: z.number().min(0).max(0.5).default(0.1),
  }),
]);
export type EarlyStopping = z.infer<typeof EarlyStoppingSchema>;

export const SweepLimitsSchema = z.object({
  maxTrials: z.number().int().min(1).max(1000).default(20),
  parallelTrials: z.number().int().min(1).max(64).default(2),
  /** More failed trials than this end the sweep. */
  maxFailed: z.number().int().min(0).nullable().default(3),
  /** From the start, pauses left out. */
  maxSeconds: z.number().positive().nullable().default(null),
  /** Of all runs together. */
  maxTrainSeconds: z.number().positive().nullable().default(null),
  /** Ends when a trial reaches it. */
  goal: z.number().nullable().default(null),
});
export type SweepLimits = z.infer<typeof SweepLimitsSchema>;

/** Everything that decides a sweep; with the same seed and the same results it proposes the same trials. */
export const SweepDefinitionSchema = z.object({
  /** What launchExperiment takes, with what is searched at its default. */
  base: z.record(z.string(), z.json()),
  space: SearchSpaceSchema,
  method: SearchMethodSchema,
  seed: z.number().int().min(0),
  objective: ObjectiveSchema,
  earlyStopping: EarlyStoppingSchema,
  limits: SweepLimitsSchema,
});
export type SweepDefinition = z.infer<typeof SweepDefinitionSchema>;

/** Whether less is better. */
export function isMinimised({ metric }: Objective): boolean {
  return metric === 'loss';
}
