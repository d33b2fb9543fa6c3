import { Field, Float, Int, ObjectType } from 'type-graphql';
import { SplitEnum } from '../shared/enums.js';

@ObjectType({ simpleResolvers: true, description: 'Scores of one class; null where a denominator is zero.' })
export class ClassScores {
  @Field(() => String, { description: "The class's name." })
  label!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of what was taken for this class that is of it; null when nothing was.',
  })
  precision!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of this class that was recognised; null when there is none of it.',
  })
  recall!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Harmonic mean of precision and recall; null when the class occurs on neither side.',
  })
  f1!: number | null;

  @Field(() => Int, { description: 'Rows that are of this class.' })
  support!: number;
}

@ObjectType({ simpleResolvers: true, description: 'How often each class was taken for each.' })
export class ConfusionMatrix {
  @Field(() => SplitEnum, { nullable: true, description: 'The part of the data it is of; null for a pooled one.' })
  split!: keyof typeof SplitEnum | null;

  @Field(() => [String], { description: 'Class names: the order of rows and columns.' })
  labels!: string[];

  @Field(() => [[Int]], { description: 'counts[actual][predicted].' })
  counts!: number[][];

  @Field(() => [ClassScores], { description: 'Scores per class, in label order.' })
  classes!: ClassScores[];

  @Field(() => Float, { nullable: true, description: 'Share of rows whose class was hit; null of an empty matrix.' })
  accuracy!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Mean recall over the classes that occur; null of an empty matrix.',
  })
  uar!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Mean F1 over the classes that occur on either side; null of an empty matrix.',
  })
  macroF1!: number | null;

  @Field(() => Float, { nullable: true, description: "F1 weighted by the classes' support; null of an empty matrix." })
  weightedF1!: number | null;
}
