import { Field, Float, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { ProtocolInput } from '../experiment/launch.input.js';
import { SplitEnum, TaskEnum } from '../shared/enums.js';
import { Json } from '../shared/scalars.js';

const KEY = 'Sending the request again with the same key does it once.';

export const SweepMethodEnum = { GRID: 'GRID', RANDOM: 'RANDOM', TPE: 'TPE' } as const;
registerEnumType(SweepMethodEnum, {
  name: 'SweepMethod',
  description: 'How trials are chosen.',
  valuesConfig: {
    GRID: { description: 'Every combination, ranges at so many places.' },
    RANDOM: { description: 'Every dimension drawn by itself (Bergstra and Bengio 2012).' },
    TPE: { description: 'Tree-structured Parzen estimator: where good trials are dense (Bergstra et al. 2011).' },
  },
});

export const DimensionKindEnum = {
  CHOICE: 'CHOICE',
  UNIFORM: 'UNIFORM',
  LOG_UNIFORM: 'LOG_UNIFORM',
  INT: 'INT',
} as const;
registerEnumType(DimensionKindEnum, {
  name: 'DimensionKind',
  description: 'What values a dimension can take.',
  valuesConfig: {
    CHOICE: { description: 'One of `values`.' },
    UNIFORM: { description: 'A number from `low` to `high`, in steps of `step` where that is given.' },
    LOG_UNIFORM: { description: 'A number from `low` to `high`, even in its logarithm.' },
    INT: { description: 'A whole number from `low` to `high`; with `isLog`, even in its logarithm.' },
  },
});

export const EarlyStoppingKindEnum = { NONE: 'NONE', MEDIAN: 'MEDIAN', ASHA: 'ASHA' } as const;
registerEnumType(EarlyStoppingKindEnum, {
  name: 'EarlyStoppingKind',
  description: 'When a trial is stopped before its end.',
  valuesConfig: {
    NONE: { description: 'Never.' },
    MEDIAN: { description: 'When its best so far is below the median of what its peers had on average by then.' },
    ASHA: { description: 'When it is not among the best of a rung; rungs are ever further apart (Li et al. 2020).' },
  },
});

export const ObjectiveMetricEnum = { LOSS: 'LOSS', ACCURACY: 'ACCURACY', UAR: 'UAR', MACRO_F1: 'MACRO_F1' } as const;
registerEnumType(ObjectiveMetricEnum, {
  name: 'ObjectiveMetric',
  description: 'What a sweep makes as good as it can.',
  valuesConfig: {
    LOSS: { description: 'Cross-entropy; less is better.' },
    ACCURACY: { description: 'Share of rows that are right.' },
    UAR: { description: 'Mean recall of the classes.' },
    MACRO_F1: { description: 'Mean F1 of the classes.' },
  },
});

export const ObjectiveAggregateEnum = { BEST: 'BEST', LAST: 'LAST' } as const;
registerEnumType(ObjectiveAggregateEnum, {
  name: 'ObjectiveAggregate',
  description: 'Which epoch of a run counts.',
  valuesConfig: {
    BEST: { description: 'The best one: right where training restores the best weights.' },
    LAST: { description: 'The last one: what a model scores that is kept as it ends.' },
  },
});

@InputType({ description: 'What all trials of a sweep share.' })
export class SweepBaseInput {
  @Field(() => TaskEnum, { description: 'What to predict.' })
  task!: keyof typeof TaskEnum;

  @Field(() => ID, { description: 'What to learn from; must be READY. A dimension "featureSet" overrides it.' })
  featureSetId!: string;

  @Field(() => ID, { description: 'The network. A dimension "architecture" overrides it.' })
  architectureId!: string;

  @Field(() => ProtocolInput, { description: 'How to split the clips; must leave something to validate on.' })
  protocol!: ProtocolInput;

  @Field(() => Json, { nullable: true, description: "Hyperparameters that differ from the architecture's defaults." })
  hyperparameters?: unknown;

  @Field(() => [Int], {
    defaultValue: [0],
    description: 'Seeds: each trial is run with each, and its objective is their mean.',
  })
  seeds!: number[];

  @Field(() => [Int], { nullable: true, description: 'Which folds to run, from 0; all when left out.' })
  folds?: number[] | null;

  @Field(() => Int, { nullable: true, defaultValue: 0, description: 'Place in the queue: smaller goes first.' })
  priority?: number | null;

  @Field(() => [String], { nullable: true, defaultValue: [], description: 'Labels of every trial.' })
  tags?: string[] | null;
}

@InputType({ description: 'One thing that is searched.' })
export class SweepDimensionInput {
  @Field(() => String, {
    description: 'A hyperparameter, or "architecture" or "featureSet", which are choices of ids.',
  })
  name!: string;

  @Field(() => DimensionKindEnum, { description: 'What values it can take.' })
  kind!: keyof typeof DimensionKindEnum;

  @Field(() => [Json], { nullable: true, description: 'For CHOICE: 1 to 100 values.' })
  values?: unknown[] | null;

  @Field(() => Float, { nullable: true, description: 'The least value of a range.' })
  low?: number | null;

  @Field(() => Float, { nullable: true, description: 'The greatest value of a range.' })
  high?: number | null;

  @Field(() => Float, { nullable: true, description: 'For UNIFORM: distance of the values from each other.' })
  step?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'For INT: whether to be even in the logarithm.' })
  isLog?: boolean | null;
}

@InputType({ description: 'What a sweep makes as good as it can.' })
export class SweepObjectiveInput {
  @Field(() => ObjectiveMetricEnum, {
    defaultValue: 'UAR',
    description: 'The metric; its mean over the runs of a trial.',
  })
  metric!: keyof typeof ObjectiveMetricEnum;

  @Field(() => SplitEnum, {
    defaultValue: 'VALIDATION',
    description: 'Only VALIDATION: choosing by TEST would make the test part of the training.',
  })
  split!: keyof typeof SplitEnum;

  @Field(() => ObjectiveAggregateEnum, {
    nullable: true,
    description: 'Which epoch counts; BEST with early stopping of the training, else LAST, when left out.',
  })
  aggregate?: keyof typeof ObjectiveAggregateEnum | null;
}

@InputType({ description: 'When trials are stopped that do worse than others.' })
export class SweepEarlyStoppingInput {
  @Field(() => EarlyStoppingKindEnum, { description: 'The rule.' })
  kind!: keyof typeof EarlyStoppingKindEnum;

  @Field(() => Int, { nullable: true, description: 'For MEDIAN: epochs that every run has; 5 when left out.' })
  graceEpochs?: number | null;

  @Field(() => Int, { nullable: true, description: 'For MEDIAN: peers there must be; 4 when left out.' })
  minPeers?: number | null;

  @Field(() => Int, { nullable: true, description: 'For ASHA: epochs of the first rung; 3 when left out.' })
  minEpochs?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'For ASHA: one in so many goes on, to so many times as many epochs; 3 when left out.',
  })
  reduction?: number | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'Share of the trials to be stopped that go on all the same, to learn what stopping costs; 0 to 0.5, 0.1 when left out.',
  })
  spareShare?: number | null;
}

@InputType({ description: 'When a sweep ends.' })
export class SweepLimitsInput {
  @Field(() => Int, { nullable: true, description: 'Most trials, 1 to 1,000; 20 when left out.' })
  maxTrials?: number | null;

  @Field(() => Int, { nullable: true, description: 'Most trials at a time, 1 to 64; 2 when left out.' })
  parallelTrials?: number | null;

  @Field(() => Int, { nullable: true, description: 'More failed trials than this end it; 3 when left out.' })
  maxFailed?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Seconds from its start, pauses left out; no limit when left out.',
  })
  maxSeconds?: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Seconds of training of all runs together; no limit when left out.',
  })
  maxTrainSeconds?: number | null;

  @Field(() => Float, { nullable: true, description: 'Ends it as soon as a trial reaches this.' })
  goal?: number | null;
}

@InputType({ description: 'A search for good hyperparameters.' })
export class CreateSweepInput {
  @Field(() => String, { description: 'The project it is for.' })
  projectSlug!: string;

  @Field(() => String, { nullable: true, description: 'Name, unique in the project; made when left out.' })
  name?: string | null;

  @Field(() => SweepBaseInput, { description: 'What all trials share.' })
  base!: SweepBaseInput;

  @Field(() => [SweepDimensionInput], { description: 'What is searched, 1 to 20 dimensions.' })
  space!: SweepDimensionInput[];

  @Field(() => SweepMethodEnum, { defaultValue: 'TPE', description: 'How trials are chosen.' })
  method!: keyof typeof SweepMethodEnum;

  @Field(() => Int, { nullable: true, description: 'For GRID: places of a range, 2 to 100; 5 when left out.' })
  gridPoints?: number | null;

  @Field(() => Int, { nullable: true, description: 'For TPE: random trials at the start; 10 when left out.' })
  startupTrials?: number | null;

  @Field(() => Int, { defaultValue: 0, description: 'Seed of the search: the same one proposes the same trials.' })
  seed!: number;

  @Field(() => SweepObjectiveInput, { nullable: true, description: 'UAR of the validation part when left out.' })
  objective?: SweepObjectiveInput | null;

  @Field(() => SweepEarlyStoppingInput, { nullable: true, description: 'Nothing is stopped early when left out.' })
  earlyStopping?: SweepEarlyStoppingInput | null;

  @Field(() => SweepLimitsInput, { nullable: true, description: 'When it ends.' })
  limits?: SweepLimitsInput | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType({ description: 'A sweep to change.' })
export class SweepInput {
  @Field(() => ID, { description: 'The sweep.' })
  sweepId!: string;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}
