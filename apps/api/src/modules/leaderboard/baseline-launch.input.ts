import { Field, ID, InputType } from 'type-graphql';
import { TaskEnum } from '../shared/enums.js';

@InputType({ description: 'A board whose baselines shall be trained.' })
export class LaunchBaselinesInput {
  @Field(() => String, { description: 'The project.' })
  projectSlug!: string;

  @Field(() => TaskEnum, { description: 'What is predicted.' })
  task!: keyof typeof TaskEnum;

  @Field(() => ID, { description: 'The clips.' })
  datasetVersionId!: string;

  @Field(() => String, { description: 'Hash of the protocol.' })
  protocolHash!: string;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}
