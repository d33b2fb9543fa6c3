import { Field, InputType } from 'type-graphql';

@InputType({ description: 'What to change about a project; what is left out stays.' })
export class UpdateProjectInput {
  @Field(() => String, { description: 'The project.' })
  projectSlug!: string;

  @Field(() => String, { nullable: true, description: 'Name for people.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is about.' })
  description?: string | null;

  @Field(() => String, { nullable: true, description: 'Makes repeating the request safe; doing this twice is anyway.' })
  idempotencyKey?: string | null;
}
