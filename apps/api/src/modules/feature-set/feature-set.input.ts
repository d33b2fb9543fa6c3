import { Field, ID, InputType } from 'type-graphql';
import { Json } from '../shared/scalars.js';

@InputType({ description: "Features to compute. Either a preset's name or a whole recipe." })
export class ComputeFeatureSetInput {
  @Field(() => ID, { description: 'The clips to compute them of.' })
  datasetVersionId!: string;

  @Field(() => String, { nullable: true, description: 'Name of a recipe that comes with Voxboard.' })
  preset?: string | null;

  @Field(() => Json, { nullable: true, description: 'A recipe of your own; recipePresets shows what one looks like.' })
  recipe?: unknown;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}
