import { Field, Float, Int, ObjectType } from 'type-graphql';
import { JobStatusEnum } from '../shared/enums.js';
import { Node } from '../shared/node.type.js';
import { DateTime, Json } from '../shared/scalars.js';

@ObjectType({ simpleResolvers: true, description: 'A clip no features could be computed from.' })
export class FeatureFailure {
  @Field(() => Int, { description: "The clip's place in the dataset version." })
  position!: number;

  @Field(() => String, { description: "The clip's path inside the corpus." })
  path!: string;

  @Field(() => String, { description: 'Why, in words.' })
  reason!: string;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A dataset version put through a recipe. The pair is its identity, so asking again computes nothing.',
})
export class FeatureSet extends Node {
  @Field(() => String, { description: "The recipe's name." })
  name!: string;

  @Field(() => Json, { description: 'Cleaning, augmentation rows, features and aggregation.' })
  recipe!: unknown;

  @Field(() => String, { description: "SHA-256 of the recipe's canonical JSON." })
  recipeHash!: string;

  @Field(() => JobStatusEnum, { description: 'Where the computation is; experiments need READY.' })
  status!: keyof typeof JobStatusEnum;

  @Field(() => Int, { description: 'Clips computed so far.' })
  clipsDone!: number;

  @Field(() => Int, { description: 'Clips in all.' })
  clipsTotal!: number;

  @Field(() => Int, { description: 'Of those computed, clips whose rows an earlier computation had left.' })
  clipsCached!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Clips a second, over the last 200; null unless it is being computed.',
  })
  clipsPerSec!: number | null;

  @Field(() => Int, { description: 'Rows a clip yields: the plain one and the augmented ones.' })
  rowsPerClip!: number;

  @Field(() => [Int], { description: 'Shape of one row: [162], or [frames, features]; empty until it is known.' })
  rowShape!: number[];

  @Field(() => [String], { description: 'Names of the features, in column order.' })
  columnNames!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the matrix, an `.npy` file; null until it is READY.',
  })
  matrixSha256!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "SHA-256 of the matrix's index, a CSV file; null until it is READY, and for sets of earlier versions.",
  })
  indexSha256!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it failed; null unless it did.' })
  error!: string | null;

  @Field(() => DateTime, { description: 'When it was asked for.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When a worker began it; null until then.' })
  startedAt!: Date | null;

  @Field(() => DateTime, { nullable: true, description: 'When it ended; null until then.' })
  finishedAt!: Date | null;
}

@ObjectType({ simpleResolvers: true, description: 'A recipe that comes with Voxboard.' })
export class RecipePreset {
  @Field(() => String, { description: 'What computeFeatureSet takes as `preset`.' })
  name!: string;

  @Field(() => String, { description: 'What it computes, in a sentence.' })
  description!: string;

  @Field(() => Json, { description: 'The whole recipe, to copy and change.' })
  recipe!: unknown;

  @Field(() => Int, { description: 'Rows a clip yields.' })
  rowsPerClip!: number;
}
