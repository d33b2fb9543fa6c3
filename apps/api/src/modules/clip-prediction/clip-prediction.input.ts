import { Field, ID, InputType } from 'type-graphql';

@InputType({ description: 'What to do with a recording that was sent to a model.' })
export class KeepClipPredictionInput {
  @Field(() => ID, { description: 'The prediction.' })
  predictionId!: string;

  @Field(() => Boolean, { description: 'True keeps the recording; false has it removed within minutes.' })
  keepAudio!: boolean;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Which prediction to remove.' })
export class DeleteClipPredictionInput {
  @Field(() => ID, { description: 'The prediction.' })
  predictionId!: string;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}
