import { Field, ObjectType } from 'type-graphql';
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
}
