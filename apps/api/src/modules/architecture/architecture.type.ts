import { Field, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../shared/connection.type.js';
import { Node } from '../shared/node.type.js';
import { DateTime, Json } from '../shared/scalars.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A network topology: a preset, or layers JSON of your own.',
})
export class Architecture extends Node {
  @Field(() => String, { description: 'Name, unique among the presets and in the project.' })
  name!: string;

  @Field(() => String, { description: 'What it is; may be empty.' })
  description!: string;

  @Field(() => Json, { description: 'The preset and its width, or the layers JSON.' })
  spec!: unknown;

  @Field(() => String, { description: 'What kind of feature row it reads: "vector", "frames" or "waveform".' })
  inputKind!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Trainable numbers at its reference input shape; null when not known.',
  })
  parameterCount!: number | null;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was archived; null while it can be chosen.' })
  archivedAt!: Date | null;
}

export const ArchitectureConnection = connectionOf(Architecture, 'Architecture', 'architectures');

@ObjectType({ simpleResolvers: true, description: 'How much a project uses an architecture.' })
export class ArchitectureUse {
  @Field(() => ID, { description: 'The architecture.' })
  architectureId!: string;

  @Field(() => Int, { description: 'Experiments with it; deleted ones do not count.' })
  experimentCount!: number;
}
