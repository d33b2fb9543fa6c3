import { Field, Float, Int, ObjectType } from 'type-graphql';
import { countedConnectionOf } from '../shared/connection.type.js';
import { SplitEnum } from '../shared/enums.js';

@ObjectType({ simpleResolvers: true, description: "What a run's model said of one row." })
export class Prediction {
  @Field(() => SplitEnum, { description: 'The part of the data the row is in.' })
  split!: keyof typeof SplitEnum;

  @Field(() => Int, { description: "The clip's place in the dataset version." })
  clipPosition!: number;

  @Field(() => Int, { description: '0 for the clip as it is, 1 and up for its augmented rows.' })
  augmentation!: number;

  @Field(() => String, { description: 'The true class.' })
  actual!: string;

  @Field(() => String, { description: 'The class with the highest probability.' })
  predicted!: string;

  @Field(() => Boolean, { description: 'Whether the two agree.' })
  isCorrect!: boolean;

  @Field(() => [Float], { description: 'Probability of each class, in the order of the confusion matrix.' })
  probabilities!: number[];
}

export const PredictionConnection = countedConnectionOf(Prediction, 'Prediction', 'predictions');
