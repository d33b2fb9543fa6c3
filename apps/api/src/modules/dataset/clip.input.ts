import { Field, InputType } from 'type-graphql';

@InputType({ description: 'Clips with all of these labels.' })
export class ClipFilter {
  @Field(() => String, { nullable: true, description: 'This emotion.' })
  emotion?: string | null;

  @Field(() => String, { nullable: true, description: 'This gender.' })
  gender?: string | null;

  @Field(() => String, { nullable: true, description: 'This intensity.' })
  intensity?: string | null;

  @Field(() => String, { nullable: true, description: 'This speaker.' })
  speaker?: string | null;
}
