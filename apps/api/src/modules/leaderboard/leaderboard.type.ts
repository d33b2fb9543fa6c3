import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Experiment } from '../experiment/experiment.type.js';
import { ExperimentScore } from '../experiment/experiment-score.type.js';
import { Protocol } from '../experiment/protocol.type.js';
import { TaskEnum } from '../shared/enums.js';

@ObjectType({ simpleResolvers: true, description: 'A board there is: what its experiments have in common.' })
export class LeaderboardKey {
  @Field(() => TaskEnum, { description: 'What is predicted.' })
  task!: keyof typeof TaskEnum;

  @Field(() => Protocol, { description: 'How the clips are split.' })
  protocol!: Protocol;

  @Field(() => Int, { description: 'Experiments with this task, protocol and dataset version, finished or not.' })
  experimentCount!: number;
}

@ObjectType({ simpleResolvers: true, description: "An experiment's place on a board." })
export class LeaderboardEntry {
  @Field(() => Int, { description: 'Place by UAR, from 1; equal UAR, equal rank.' })
  rank!: number;

  @Field(() => Int, {
    description: 'Best place its interval allows: 1 + experiments whose intervals lie wholly above.',
  })
  rankLow!: number;

  @Field(() => Int, {
    description:
      'Worst place its interval allows: experiments on the board less those whose intervals lie wholly below.',
  })
  rankHigh!: number;

  @Field(() => Experiment, { description: 'The configuration.' })
  experiment!: Experiment;

  @Field(() => ExperimentScore, { description: 'Its result.' })
  score!: ExperimentScore;

  @Field(() => Int, { nullable: true, description: 'Trainable numbers of the model; null when not stated.' })
  parameterCount!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Training time of all finished runs together, in seconds; null when not known.',
  })
  trainSeconds!: number | null;

  @Field(() => String, { nullable: true, description: 'Engine or engines that trained it; null when not stated.' })
  backend!: string | null;

  @Field(() => Boolean, { description: 'Whether every planned run has finished.' })
  isComplete!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'What guessing would score on the same test rows.' })
export class Baseline {
  @Field(() => String, { description: '"chance" or "majority class".' })
  name!: string;

  @Field(() => Float, { nullable: true, description: 'Its unweighted average recall.' })
  uar!: number | null;

  @Field(() => Float, { nullable: true, description: 'Its accuracy; null when nothing was tested.' })
  accuracy!: number | null;
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

  @Field(() => [LeaderboardEntry], { description: 'Best first, by UAR.' })
  entries!: LeaderboardEntry[];

  @Field(() => [Baseline], { description: 'Chance and majority class.' })
  baselines!: Baseline[];

  @Field(() => String, {
    nullable: true,
    description: 'Set when figures under this protocol are inflated by the split itself.',
  })
  warning!: string | null;
}
