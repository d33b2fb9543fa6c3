import { Field, InputType } from 'type-graphql';

@InputType({ description: 'A project to make.' })
export class CreateProjectInput {
  @Field(() => String, {
    description: 'Short name for addresses and scripts: lower-case letters, digits and single hyphens, at most 63.',
  })
  slug!: string;

  @Field(() => String, { description: 'Name for people, at most 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, defaultValue: '', description: 'What it is about.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}
