import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { InvalidInputError } from '../shared/user-error.type.js';
import { Run } from './run.type.js';

@InputType({ description: 'Tags to put on runs and to take off them.' })
export class TagRunsInput {
  @Field(() => [ID], { description: 'Up to 1,000 runs; those that do not exist are left out.' })
  runIds!: string[];

  @Field(() => [String], { defaultValue: [], description: 'Tags to put on.' })
  add!: string[];

  @Field(() => [String], { defaultValue: [], description: 'Tags to take off.' })
  remove!: string[];

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'What undoes a change of tags: ask for it with tagRuns.' })
export class TagChange {
  @Field(() => [ID], { description: 'Runs for which this undoes it.' })
  runIds!: string[];

  @Field(() => [String], { description: 'Tags to put back on.' })
  add!: string[];

  @Field(() => [String], { description: 'Tags to take off again.' })
  remove!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'The runs carry the tags now.' })
export class TagRunsSuccess {
  @Field(() => [Run], { description: 'The runs that changed, as they are now.' })
  readonly runs: readonly unknown[];

  @Field(() => [TagChange], { description: 'What undoes it; runs that had those tags before are not among them.' })
  readonly undo: readonly TagChange[];

  constructor(runs: readonly unknown[], undo: readonly TagChange[]) {
    this.runs = runs;
    this.undo = undo;
  }
}

export const TagRunsResult = resultUnion('TagRunsResult', TagRunsSuccess, InvalidInputError);
