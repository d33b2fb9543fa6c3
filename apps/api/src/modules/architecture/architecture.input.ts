import { Field, InputType } from 'type-graphql';
import { Json } from '../shared/scalars.js';

@InputType({ description: 'An architecture of your own.' })
export class CreateArchitectureInput {
  @Field(() => String, { description: 'The project it is for.' })
  projectSlug!: string;

  @Field(() => String, { description: 'Name, unique among the presets and in the project.' })
  name!: string;

  @Field(() => String, { nullable: true, defaultValue: '', description: 'What it is.' })
  description?: string | null;

  @Field(() => Json, {
    description:
      'Either {"kind": "preset", "preset": "mlp", "width": 0.5}, or {"kind": "layers", "layersJson": …} with the model JSON of Keras or TensorFlow.js.',
  })
  spec!: unknown;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}
