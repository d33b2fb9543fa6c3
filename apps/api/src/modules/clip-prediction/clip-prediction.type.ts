import { Field, Float, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../shared/connection.type.js';
import { JobStatusEnum } from '../shared/enums.js';
import { Node } from '../shared/node.type.js';
import { DateTime } from '../shared/scalars.js';

@ObjectType({ simpleResolvers: true, description: 'What a model says of one stretch of a recording.' })
export class PredictionWindow {
  @Field(() => Float, { description: 'Where it begins.' })
  startSec!: number;

  @Field(() => Float, { description: 'Where it ends.' })
  endSec!: number;

  @Field(() => [Float], {
    nullable: true,
    description: 'Probability of each label; null where there is nothing but silence.',
  })
  probabilities!: number[] | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A recording that somebody sent to a model, and what the model said of it.',
})
export class ClipPrediction extends Node {
  @Field(() => JobStatusEnum, { description: 'Whether it was heard yet.' })
  status!: keyof typeof JobStatusEnum;

  @Field(() => String, { description: 'Name of the file as it was sent.' })
  fileName!: string;

  @Field(() => Int, { description: 'Its size.' })
  sizeBytes!: number;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When the recording is removed; null when it is kept, or is gone already.',
  })
  audioExpiresAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Stable name of the error; null unless it failed.' })
  errorCode!: string | null;

  @Field(() => String, { nullable: true, description: 'The error in words; null unless it failed.' })
  error!: string | null;

  @Field(() => [String], { description: 'The classes, in the order of probabilities; empty until it is heard.' })
  labels!: string[];

  @Field(() => Float, { nullable: true, description: 'Length of the recording; null until it is heard.' })
  durationSec!: number | null;

  @Field(() => Int, { nullable: true, description: 'Sample rate of the recording; null until it is heard.' })
  sampleRateHz!: number | null;

  @Field(() => DateTime, { description: 'When it was sent.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When the model had heard it, or failed; null until then.' })
  finishedAt!: Date | null;
}

export const ClipPredictionConnection = connectionOf(ClipPrediction, 'ClipPrediction', 'heard recordings');
