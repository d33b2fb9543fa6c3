import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Json } from '../shared/scalars.js';

@ObjectType({ simpleResolvers: true, description: 'An augmentation as it was drawn for one clip.' })
export class DrawnAugmentation {
  @Field(() => String, { description: 'What it is, for instance "noise" or "time-stretch".' })
  kind!: string;

  @Field(() => Json, { description: 'Its parameters by name: what rebuilds the row.' })
  parameters!: unknown;
}

@ObjectType({ simpleResolvers: true, description: 'What a recipe makes of a clip in one of its rows.' })
export class ClipRendering {
  @Field(() => Int, { description: 'Which row; 0 is the plain one, which is only cleaned.' })
  row!: number;

  @Field(() => String, { description: "The row's name in the recipe." })
  name!: string;

  @Field(() => [DrawnAugmentation], { description: 'In the order they are applied; none for the plain row.' })
  augmentations!: DrawnAugmentation[];

  @Field(() => String, { description: 'Path on this server of the sound, WAV.' })
  audioUrl!: string;

  @Field(() => String, { description: 'Path on this server of its waveform and spectrogram, JSON.' })
  pictureUrl!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A recipe applied to one clip, to be heard and seen.' })
export class ClipRecipeView {
  @Field(() => String, { description: "The recipe's name." })
  recipeName!: string;

  @Field(() => Json, { description: 'The recipe: cleaning, rows, features, aggregation.' })
  recipe!: unknown;

  @Field(() => Float, { description: 'The rate the recipe works at.' })
  sampleRateHz!: number;

  @Field(() => [ClipRendering], { description: 'Its rows.' })
  rows!: ClipRendering[];
}
