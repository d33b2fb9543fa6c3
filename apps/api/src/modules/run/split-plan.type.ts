import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description: "A run's part of a split: a protocol applied to a dataset version with a seed.",
})
export class SplitPlan {
  @Field(() => ID, { description: 'Identifies the plan; all folds of it share the id.' })
  id!: string;

  @Field(() => Int, { description: 'Seed the clips were dealt with.' })
  seed!: number;

  @Field(() => Int, { description: 'Folds in the plan.' })
  foldCount!: number;

  @Field(() => String, { description: 'SHA-256 over all row lists: equal hash, equal split.' })
  splitHash!: string;

  @Field(() => Int, { description: "Rows of this run's fold that train, augmented ones included." })
  trainRows!: number;

  @Field(() => Int, { description: "Rows of this run's fold that validate." })
  validationRows!: number;

  @Field(() => Int, { description: "Rows of this run's fold that test." })
  testRows!: number;

  @Field(() => [String], { description: 'Speakers tested on.' })
  testSpeakers!: string[];

  @Field(() => [String], { description: 'Speakers validated on.' })
  validationSpeakers!: string[];
}
