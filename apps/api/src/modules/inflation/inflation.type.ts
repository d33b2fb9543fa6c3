import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Experiment } from '../experiment/experiment.type.js';
import { TimeEstimate } from '../template/template.type.js';

export const InflationStatusEnum = {
  MISSING: 'MISSING',
  WAITING: 'WAITING',
  UNDER_WAY: 'UNDER_WAY',
  DONE: 'DONE',
  IMPOSSIBLE: 'IMPOSSIBLE',
} as const;
export type InflationStatus = keyof typeof InflationStatusEnum;
registerEnumType(InflationStatusEnum, {
  name: 'InflationStatus',
  description: 'How far the measurement under one protocol is.',
  valuesConfig: {
    MISSING: { description: 'Was not launched.' },
    WAITING: { description: 'Was asked for and waits for its features.' },
    UNDER_WAY: { description: 'Some of its runs have not finished.' },
    DONE: { description: 'All of its runs have finished.' },
    IMPOSSIBLE: { description: 'These clips cannot be split so; the reason says why.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'What one configuration scores under one protocol.' })
export class InflationBar {
  @Field(() => String, { description: 'The protocol.' })
  protocol!: string;

  @Field(() => String, { description: 'What is new to the model in its test part, in a few words.' })
  meaning!: string;

  @Field(() => InflationStatusEnum, { description: 'How far it is.' })
  status!: InflationStatus;

  @Field(() => String, { nullable: true, description: 'Why it is impossible, or what to mind; null otherwise.' })
  reason!: string | null;

  @Field(() => Experiment, { nullable: true, description: 'The experiment that measured it; null until launched.' })
  experiment!: unknown;

  @Field(() => Float, { nullable: true, description: 'UAR so far; null until a run has finished.' })
  value!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of its 95 % interval.' })
  low!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of its 95 % interval.' })
  high!: number | null;

  @Field(() => Int, { description: 'Finished runs in it.' })
  runsPooled!: number;

  @Field(() => Int, { description: 'Runs planned; those that a launch would make while it is missing.' })
  runsPlanned!: number;

  @Field(() => TimeEstimate, { nullable: true, description: 'How long launching it would take; null when not known.' })
  estimate!: TimeEstimate | null;
}

@ObjectType({
  simpleResolvers: true,
  description: 'One configuration under four protocols: how much of its score was the split.',
})
export class InflationMeter {
  @Field(() => [InflationBar], { description: 'From the leakiest protocol to the most honest.' })
  bars!: InflationBar[];

  @Field(() => [String], { description: 'The same in sentences.' })
  statement!: string[];

  @Field(() => Boolean, { description: 'Whether there is anything to launch.' })
  canLaunch!: boolean;
}
