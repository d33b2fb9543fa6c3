import { Field, ID, InputType } from 'type-graphql';
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

@InputType({ description: 'What to change of an architecture of your own; what is left out stays.' })
export class UpdateArchitectureInput {
  @Field(() => ID, { description: 'The architecture.' })
  architectureId!: string;

  @Field(() => String, { nullable: true, description: 'A new name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'A new description.' })
  description?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is out of the lists that people choose from. What was trained with it stays.',
  })
  isArchived?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}

@InputType({ description: 'Architectures for which all of these hold.' })
export class ArchitectureFilter {
  @Field(() => String, { nullable: true, description: 'Read "vector", "frames" or "waveform".' })
  inputKind?: string | null;

  @Field(() => Boolean, { nullable: true, description: "Are the project's own." })
  ownOnly?: boolean | null;

  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Are archived, or not.' })
  includeArchived?: boolean | null;
}
