import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../shared/connection.type.js';
import { SplitEnum } from '../shared/enums.js';
import { Node } from '../shared/node.type.js';
import { DateTime, Json } from '../shared/scalars.js';
import {
  DimensionKindEnum,
  EarlyStoppingKindEnum,
  ObjectiveAggregateEnum,
  ObjectiveMetricEnum,
  SweepMethodEnum,
} from './sweep.input.js';

export const SweepStatusEnum = {
  RUNNING: 'RUNNING',
  PAUSED: 'PAUSED',
  FINISHED: 'FINISHED',
  CANCELED: 'CANCELED',
  FAILED: 'FAILED',
} as const;
registerEnumType(SweepStatusEnum, {
  name: 'SweepStatus',
  description: 'Where a sweep is in its life.',
  valuesConfig: {
    RUNNING: { description: 'Trials are begun as others end.' },
    PAUSED: { description: 'Trials under way go on, no more are begun.' },
    FINISHED: { description: 'It has ended by one of its limits; `endReason` says which.' },
    CANCELED: { description: 'A person ended it.' },
    FAILED: { description: 'Too many of its trials failed.' },
  },
});

export const TrialStatusEnum = {
  PLANNED: 'PLANNED',
  RUNNING: 'RUNNING',
  COMPLETE: 'COMPLETE',
  STOPPED: 'STOPPED',
  FAILED: 'FAILED',
  CANCELED: 'CANCELED',
} as const;
registerEnumType(TrialStatusEnum, {
  name: 'TrialStatus',
  description: 'Where a trial is in its life.',
  valuesConfig: {
    PLANNED: { description: 'Its values are chosen; it is about to be launched.' },
    RUNNING: { description: 'Its runs wait for a worker or are being trained.' },
    COMPLETE: { description: 'All its runs have finished.' },
    STOPPED: { description: 'It was stopped early, because others did better.' },
    FAILED: { description: 'A run of it failed, or it could not be launched.' },
    CANCELED: { description: 'It was canceled, or its sweep was.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'One thing that a sweep searches.' })
export class SweepDimension {
  @Field(() => String, { description: 'A hyperparameter, "architecture" or "featureSet".' })
  name!: string;

  @Field(() => DimensionKindEnum, { description: 'What values it can take.' })
  kind!: keyof typeof DimensionKindEnum;

  @Field(() => [Json], { nullable: true, description: 'The choices; null for a range.' })
  values!: readonly unknown[] | null;

  @Field(() => Float, { nullable: true, description: 'Least value; null for choices.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Greatest value; null for choices.' })
  high!: number | null;

  @Field(() => Float, { nullable: true, description: 'Distance of its values; null where they lie anywhere.' })
  step!: number | null;

  @Field(() => Boolean, { description: 'Whether it is even in the logarithm.' })
  isLog!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'What a sweep makes as good as it can.' })
export class SweepObjective {
  @Field(() => ObjectiveMetricEnum, { description: 'The metric; its mean over the runs of a trial.' })
  metric!: keyof typeof ObjectiveMetricEnum;

  @Field(() => SplitEnum, { description: 'Always VALIDATION.' })
  split!: keyof typeof SplitEnum;

  @Field(() => ObjectiveAggregateEnum, { description: 'Which epoch of a run counts.' })
  aggregate!: keyof typeof ObjectiveAggregateEnum;

  @Field(() => Boolean, { description: 'Whether less is better.' })
  isMinimised!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'When trials are stopped that do worse than others.' })
export class SweepEarlyStopping {
  @Field(() => EarlyStoppingKindEnum, { description: 'The rule.' })
  kind!: keyof typeof EarlyStoppingKindEnum;

  @Field(() => Int, { nullable: true, description: 'Epochs before which nothing is stopped; null for NONE.' })
  fromEpochs!: number | null;

  @Field(() => Int, { nullable: true, description: 'For MEDIAN: peers there must be.' })
  minPeers!: number | null;

  @Field(() => Int, { nullable: true, description: 'For ASHA: one in so many goes on at a rung.' })
  reduction!: number | null;

  @Field(() => Float, { description: 'Share of the trials to be stopped that go on all the same.' })
  spareShare!: number;
}

@ObjectType({ simpleResolvers: true, description: 'When a sweep ends.' })
export class SweepLimits {
  @Field(() => Int, { description: 'Most trials.' })
  maxTrials!: number;

  @Field(() => Int, { description: 'Most trials at a time.' })
  parallelTrials!: number;

  @Field(() => Int, { nullable: true, description: 'More failed trials than this end it; null for no limit.' })
  maxFailed!: number | null;

  @Field(() => Float, { nullable: true, description: 'Seconds from its start, pauses left out; null for no limit.' })
  maxSeconds!: number | null;

  @Field(() => Float, { nullable: true, description: 'Seconds of training of all runs; null for no limit.' })
  maxTrainSeconds!: number | null;

  @Field(() => Float, { nullable: true, description: 'Ends it when reached; null for none.' })
  goal!: number | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A search for good hyperparameters: trials, each an experiment.',
})
export class Sweep extends Node {
  @Field(() => String, { description: 'Name, unique in the project.' })
  name!: string;

  @Field(() => SweepStatusEnum, { description: 'Where it is in its life.' })
  status!: keyof typeof SweepStatusEnum;

  @Field(() => String, { nullable: true, description: 'Why it ended, in words; null while it goes on.' })
  endReason!: string | null;

  @Field(() => DateTime, { description: 'When it was begun.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null until then.' })
  finishedAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: 'One point of a sweep: an experiment with its runs.' })
export class SweepTrial {
  @Field(() => ID, { description: 'Id.' })
  id!: string;

  @Field(() => Int, { description: '1, 2, 3 … within the sweep.' })
  number!: number;

  @Field(() => TrialStatusEnum, { description: 'Where it is in its life.' })
  status!: keyof typeof TrialStatusEnum;

  @Field(() => Json, { description: 'Value by name of the dimension.' })
  values!: unknown;

  @Field(() => Float, {
    nullable: true,
    description: 'Mean of the objective over its runs; null until it is complete, and where it was not.',
  })
  objective!: number | null;

  @Field(() => String, { nullable: true, description: 'Why it was stopped, canceled or failed, in words.' })
  reason!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why it would have been stopped; set where it went on all the same, to learn what stopping costs.',
  })
  sparedReason!: string | null;

  @Field(() => Float, { nullable: true, description: 'Seconds that its runs trained; null until it has ended.' })
  trainSeconds!: number | null;

  @Field(() => Float, { nullable: true, description: 'Seconds that stopping it saved, estimated; null unless it was.' })
  savedSeconds!: number | null;

  @Field(() => DateTime, { description: 'When its values were chosen.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null until then.' })
  finishedAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: "A sweep's trials by status." })
export class TrialCounts {
  @Field(() => Int, { description: 'About to be launched.' })
  planned!: number;

  @Field(() => Int, { description: 'Waiting for a worker or being trained.' })
  running!: number;

  @Field(() => Int, { description: 'Trained to the end.' })
  complete!: number;

  @Field(() => Int, { description: 'Stopped early.' })
  stopped!: number;

  @Field(() => Int, { description: 'Failed.' })
  failed!: number;

  @Field(() => Int, { description: 'Canceled.' })
  canceled!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How much the result goes with one dimension.' })
export class ParameterImportance {
  @Field(() => String, { description: 'The dimension.' })
  name!: string;

  @Field(() => Float, { nullable: true, description: 'Share of the variance, 0 to 1; null with too few trials.' })
  share!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: '1 where results get better as it grows, -1 where they get worse; null for choices.',
  })
  direction!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'What the dimensions have to do with the result.' })
export class SweepImportance {
  @Field(() => String, { description: 'How it is counted, in words.' })
  method!: string;

  @Field(() => Int, { description: 'Complete trials that it rests on.' })
  trialCount!: number;

  @Field(() => [ParameterImportance], { description: 'In order of the space.' })
  parameters!: readonly ParameterImportance[];
}

@ObjectType({ simpleResolvers: true, description: 'What stopping trials early saved, and what it may have cost.' })
export class StoppingLedger {
  @Field(() => Int, { description: 'Trials stopped.' })
  stopped!: number;

  @Field(() => Float, { description: 'Seconds of training saved, estimated from the epochs that were left.' })
  savedSeconds!: number;

  @Field(() => Int, { description: 'Trials that would have been stopped and went on to the end.' })
  spared!: number;

  @Field(() => Int, { description: 'Of those, how many became better than every trial that was never to be stopped.' })
  sparedAndBest!: number;

  @Field(() => String, { description: 'Both in words.' })
  summary!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'That an experiment is a trial of a sweep: it was picked out of several.',
})
export class ExperimentSelection {
  @Field(() => Int, { description: 'Its number in the sweep.' })
  number!: number;

  @Field(() => Int, { description: 'Trials of the sweep that came to a result: it is one of so many.' })
  completeTrials!: number;

  @Field(() => Boolean, { description: 'Whether no trial had a better validation score; of equal ones the first.' })
  isBest!: boolean;

  @Field(() => Int, { description: 'Trials it was weighed against and itself, those stopped early included.' })
  trialCount!: number;

  @Field(() => Boolean, { description: 'Whether the sweep has ended: only then it has chosen.' })
  isDecided!: boolean;
}

export const SweepConnection = connectionOf(Sweep, 'Sweep', 'sweeps');
export const SweepTrialConnection = connectionOf(SweepTrial, 'SweepTrial', 'trials');

export const METHOD_SHOWN = { grid: SweepMethodEnum.GRID, random: SweepMethodEnum.RANDOM, tpe: SweepMethodEnum.TPE };
