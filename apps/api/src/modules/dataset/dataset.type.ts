import { Field, Float, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../shared/connection.type.js';
import { Node } from '../shared/node.type.js';
import { DateTime } from '../shared/scalars.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'An imported corpus; what was in it when is in its versions.',
})
export class Dataset extends Node {
  @Field(() => String, { description: 'Name, unique in the project.' })
  name!: string;

  @Field(() => String, { description: 'What it is; may be empty.' })
  description!: string;

  @Field(() => DateTime, { description: 'When it was first imported.' })
  createdAt!: Date;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description:
    'The clips of a dataset at one time. Immutable and content-addressed: importing the same clips finds it again.',
})
export class DatasetVersion extends Node {
  @Field(() => Int, { description: '1, 2, 3 … within the dataset.' })
  number!: number;

  @Field(() => String, { description: "SHA-256 over all clips' paths, labels and bytes." })
  contentHash!: string;

  @Field(() => Int, { description: 'Number of recordings.' })
  clipCount!: number;

  @Field(() => Int, { description: 'Number of people speaking.' })
  speakerCount!: number;

  @Field(() => Float, { description: 'Length of all recordings together, in seconds.' })
  totalDurationSec!: number;

  @Field(() => DateTime, { description: 'When it was imported.' })
  createdAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'How many clips of a version have one combination of labels.' })
export class CompositionCell {
  @Field(() => String, { nullable: true, description: 'Emotion; null where the corpus does not say.' })
  emotion!: string | null;

  @Field(() => String, { nullable: true, description: "Speaker's gender; null where the corpus does not say." })
  gender!: string | null;

  @Field(() => String, { nullable: true, description: 'Emotional intensity; null where the corpus does not say.' })
  intensity!: string | null;

  @Field(() => String, { description: 'Who speaks, by the name the corpus gives.' })
  speaker!: string;

  @Field(() => Int, { description: 'Clips with exactly these labels; at least 1.' })
  count!: number;
}

export const DatasetConnection = connectionOf(Dataset, 'Dataset', 'datasets');
