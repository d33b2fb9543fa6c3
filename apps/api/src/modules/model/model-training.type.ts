import { Field, Int, ObjectType } from 'type-graphql';
import { Json } from '../shared/scalars.js';

@ObjectType({ simpleResolvers: true, description: 'What a model was trained on, how, and with what; kept with it.' })
export class ModelTraining {
  @Field(() => String, { description: 'Name of the experiment.' })
  experimentName!: string;

  @Field(() => String, { description: 'Name of the run.' })
  runName!: string;

  @Field(() => Int, { nullable: true, description: 'Seed; null when not stated.' })
  seed!: number | null;

  @Field(() => Int, { nullable: true, description: 'Zero-based fold that it was tested on; null when not stated.' })
  foldIndex!: number | null;

  @Field(() => Int, { nullable: true, description: 'Folds of the protocol; null when not stated.' })
  foldCount!: number | null;

  @Field(() => String, { nullable: true, description: 'Name of the architecture; null for outside scripts.' })
  architecture!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the dataset; null for outside scripts.' })
  datasetName!: string | null;

  @Field(() => Int, { nullable: true, description: 'Version of the dataset; null for outside scripts.' })
  datasetVersion!: number | null;

  @Field(() => Int, { nullable: true, description: 'Clips that the weights were fitted on; null when not known.' })
  trainedClipCount!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'People whose clips the weights were fitted on; null when not known.',
  })
  trainedSpeakerCount!: number | null;

  @Field(() => String, { nullable: true, description: 'Backend that trained it; null when not known.' })
  backend!: string | null;

  @Field(() => Json, { nullable: true, description: 'Hyperparameters; null for outside scripts.' })
  hyperparameters!: unknown;
}
