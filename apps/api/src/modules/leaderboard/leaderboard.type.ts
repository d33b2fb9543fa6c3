import type { ScoreKey } from '@voxboard/evaluation';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { AuditStatusEnum } from '../certificate/certificate.type.js';
import { Experiment } from '../experiment/experiment.type.js';
import { ExperimentScore } from '../experiment/experiment-score.type.js';
import { Protocol } from '../experiment/protocol.type.js';
import { countedConnectionOf } from '../shared/connection.type.js';
import { TaskEnum } from '../shared/enums.js';
import { DateTime } from '../shared/scalars.js';
import { ExperimentSelection } from '../sweep/sweep.type.js';
import type { BoardListName } from './board-list.js';
import { type BoardChangeKind, BoardChangeKindEnum, BoardListEnum, ScoreMetricEnum } from './leaderboard.enums.js';

@ObjectType({ simpleResolvers: true, description: 'A board there is: what its experiments have in common.' })
export class LeaderboardKey {
  @Field(() => TaskEnum, { description: 'What is predicted.' })
  task!: keyof typeof TaskEnum;

  @Field(() => Protocol, { description: 'How the clips are split.' })
  protocol!: Protocol;

  @Field(() => Int, {
    description:
      'Experiments with this task, protocol and dataset version, finished or not; of sweeps only what they chose.',
  })
  experimentCount!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One score of an experiment on a board.' })
export class EntryScore {
  @Field(() => ScoreMetricEnum, { description: 'Which score.' })
  metric!: ScoreKey;

  @Field(() => Float, { description: 'Pooled over all test predictions, 0 to 1.' })
  value!: number;

  @Field(() => Float, { nullable: true, description: 'Lower end of its 95 % interval; null with one speaker.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of its 95 % interval; null with one speaker.' })
  high!: number | null;
}

@ObjectType({ simpleResolvers: true, description: "An experiment's place on a board." })
export class LeaderboardEntry {
  @Field(() => ID, { description: "The experiment's id." })
  experimentId!: string;

  @Field(() => BoardListEnum, { description: 'The list it is in.' })
  list!: BoardListName;

  @Field(() => Int, {
    nullable: true,
    description: 'Place by the metric, from 1; equal scores share one. Null outside ranked lists.',
  })
  rank!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Best place the data allow: 1 + experiments shown to be better. Null outside ranked lists.',
  })
  rankLow!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Worst place the data allow: all experiments of the list less those shown to be worse.',
  })
  rankHigh!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Experiments of one group cannot be told apart from the best of it; 1 for the first group.',
  })
  tieGroup!: number | null;

  @Field(() => [EntryScore], { description: 'All scores a board can be ranked by, with their intervals.' })
  scores!: EntryScore[];

  @Field(() => Experiment, { description: 'The configuration.' })
  experiment!: Experiment;

  @Field(() => ExperimentScore, { description: 'Its whole result as of now, matrices included.' })
  score!: ExperimentScore;

  @Field(() => [Float], {
    nullable: 'items',
    description: 'UAR of each pooled run: never the best of them, all of them.',
  })
  perRunUar!: (number | null)[];

  @Field(() => Int, { description: 'Finished runs in the score.' })
  runsPooled!: number;

  @Field(() => Int, { description: 'Runs planned: folds × seeds.' })
  runsPlanned!: number;

  @Field(() => Int, { description: 'Test predictions in the score, all runs together.' })
  clipCount!: number;

  @Field(() => Int, { nullable: true, description: 'Trainable numbers of the model; null when not stated.' })
  parameterCount!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Training time of all pooled runs together, in seconds; null when not known.',
  })
  trainSeconds!: number | null;

  @Field(() => String, { nullable: true, description: 'Engine or engines that trained it; null when not stated.' })
  backend!: string | null;

  @Field(() => AuditStatusEnum, { description: 'What the leak audit says of it.' })
  certificate!: keyof typeof AuditStatusEnum;

  @Field(() => Boolean, { description: 'Whether every planned run has finished.' })
  isComplete!: boolean;

  @Field(() => DateTime, { description: 'When the last pooled run finished.' })
  lastFinishedAt!: Date;

  @Field(() => ExperimentSelection, {
    nullable: true,
    description:
      'The sweep that chose it, and among how many trials; null for what was launched by itself. Of a sweep nothing but what it chose stands on a board, once the sweep has ended and every planned run of it has finished.',
  })
  selection!: ExperimentSelection | null;
}

export const LeaderboardEntryConnection = countedConnectionOf(
  LeaderboardEntry,
  'LeaderboardEntry',
  'places on a board',
);

@ObjectType({ simpleResolvers: true, description: 'What a board is held against.' })
export class Baseline {
  @Field(() => String, { description: '"chance", "majority class", "linear model" or "shuffled labels".' })
  name!: string;

  @Field(() => String, { description: 'What it is, in a sentence.' })
  description!: string;

  @Field(() => Float, { nullable: true, description: 'Its unweighted average recall; null where it has not been run.' })
  uar!: number | null;

  @Field(() => Float, { nullable: true, description: 'Its accuracy; null where it has not been run.' })
  accuracy!: number | null;

  @Field(() => Float, { nullable: true, description: 'Its macro F1; null where it has not been run.' })
  macroF1!: number | null;

  @Field(() => Float, { nullable: true, description: "Lower end of the 95 % interval of the board's metric." })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: "Upper end of the 95 % interval of the board's metric." })
  high!: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The experiment it was measured by; null for what is computed, or was not run.',
  })
  experimentId!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'How many experiments a list of a board has.' })
export class BoardListCount {
  @Field(() => BoardListEnum, { description: 'The list.' })
  list!: BoardListName;

  @Field(() => Int, { description: 'Its experiments.' })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What became of one experiment between two states of a board.' })
export class BoardChange {
  @Field(() => BoardChangeKindEnum, { description: 'How it changed.' })
  kind!: BoardChangeKind;

  @Field(() => ID, { description: 'The experiment.' })
  experimentId!: string;

  @Field(() => Experiment, { nullable: true, description: 'The configuration.' })
  experiment!: Experiment | null;

  @Field(() => Int, { nullable: true, description: 'Its place then; null when it had none.' })
  rankBefore!: number | null;

  @Field(() => Int, { nullable: true, description: 'Its place now; null when it has none.' })
  rankAfter!: number | null;

  @Field(() => Float, { nullable: true, description: 'Its score then; null when it had none.' })
  valueBefore!: number | null;

  @Field(() => Float, { nullable: true, description: 'Its score now.' })
  valueAfter!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'What changed on a board since a time.' })
export class BoardChanges {
  @Field(() => DateTime, { description: 'Since when.' })
  since!: Date;

  @Field(() => Int, { description: 'Experiments that changed, all of them.' })
  totalCount!: number;

  @Field(() => [BoardChange], { description: 'The first fifty, by their place now.' })
  items!: BoardChange[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'Experiments measured under one exact protocol on one exact dataset version.',
})
export class Leaderboard {
  @Field(() => TaskEnum, { description: 'What is predicted.' })
  task!: keyof typeof TaskEnum;

  @Field(() => Protocol, { description: 'How the clips are split.' })
  protocol!: Protocol;

  @Field(() => ScoreMetricEnum, { description: 'What it is ranked by.' })
  metric!: ScoreKey;

  @Field(() => DateTime, { nullable: true, description: 'As of when it is shown; null for now.' })
  asOf!: Date | null;

  @Field(() => DateTime, { description: 'When its ranks were computed.' })
  rankedAt!: Date;

  @Field(() => Boolean, {
    description: 'Whether results came in since, which the ranks do not tell of yet; only ever on a board of hundreds.',
  })
  isStale!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Set when figures under this protocol are inflated by the split itself.',
  })
  warning!: string | null;
}
