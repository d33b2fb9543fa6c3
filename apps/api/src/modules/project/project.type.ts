import { Field, ObjectType } from 'type-graphql';
import { Node } from '../shared/node.type.js';
import { DateTime } from '../shared/scalars.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "A team's space: its datasets, experiments and runs.",
})
export class Project extends Node {
  @Field(() => String, { description: 'Short name in addresses and scripts, for example "speech-emotion".' })
  slug!: string;

  @Field(() => String, { description: 'Name for people.' })
  name!: string;

  @Field(() => String, { description: 'What it is about; may be empty.' })
  description!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;
}
