import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Node } from '../shared/node.type.js';
import { DateTime } from '../shared/scalars.js';

@ObjectType({ implements: Node, simpleResolvers: true, description: 'A process that trains.' })
export class Worker extends Node {
  @Field(() => String, { description: 'Name for people.' })
  name!: string;

  @Field(() => String, { description: 'The machine it runs on.' })
  host!: string;

  @Field(() => DateTime, { description: 'When it started.' })
  startedAt!: Date;

  @Field(() => DateTime, { description: 'When it was last heard of.' })
  heartbeatAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it said that it stops; null until then.' })
  stoppedAt!: Date | null;

  @Field(() => String, { description: 'Workers of a kind cost the same and are about equally fast.' })
  kind!: string;

  @Field(() => Float, { nullable: true, description: 'What an hour of it costs; null when nobody said.' })
  pricePerHour!: number | null;

  @Field(() => String, { nullable: true, description: 'Of the price, for example "EUR".' })
  priceCurrency!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'The machine that a worker runs on, and its versions.' })
export class WorkerFacts {
  @Field(() => String, { description: 'Model of the processor.' })
  processor!: string;

  @Field(() => Int, { description: 'Cores that the system shows.' })
  coreCount!: number;

  @Field(() => Float, { description: 'Memory, bytes.' })
  memoryBytes!: number;

  @Field(() => String, { description: 'Operating system and its version.' })
  system!: string;

  @Field(() => String, { description: 'Version of Voxboard.' })
  version!: string;

  @Field(() => String, { description: 'Version of Node.' })
  nodeVersion!: string;
}
