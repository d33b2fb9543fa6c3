import { Field, Float, Int, ObjectType } from 'type-graphql';
import { ConfusionMatrix } from '../confusion-matrix/confusion-matrix.type.js';
import { SplitEnum } from '../shared/enums.js';

@ObjectType({ simpleResolvers: true, description: 'All scores of one class; null where a denominator is zero.' })
export class ClassScoreSheet {
  @Field(() => String, { description: "The class's name." })
  label!: string;

  @Field(() => Float, { nullable: true, description: 'Share of what was taken for this class that is of it.' })
  precision!: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of this class that was recognised.' })
  recall!: number | null;

  @Field(() => Float, { nullable: true, description: 'Harmonic mean of precision and recall.' })
  f1!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Area under the ROC curve against all other classes; null without predictions, or without both sides.',
  })
  rocAuc!: number | null;

  @Field(() => Int, { description: 'Rows that are of this class.' })
  support!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Every score Voxboard knows, of one part of the data. Those of probabilities are null where only a matrix was logged.',
})
export class ScoreSheet {
  @Field(() => SplitEnum, { description: 'The part of the data.' })
  split!: keyof typeof SplitEnum;

  @Field(() => Int, { description: 'Runs in it.' })
  runCount!: number;

  @Field(() => Int, { description: 'Rows scored, all runs together.' })
  rowCount!: number;

  @Field(() => Float, { nullable: true, description: 'Share of rows whose class was hit, 0 to 1.' })
  accuracy!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean recall over the classes that occur, 0 to 1.' })
  uar!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean F1 over the classes that occur on either side, 0 to 1.' })
  macroF1!: number | null;

  @Field(() => Float, { nullable: true, description: "F1 weighted by the classes' support, 0 to 1." })
  weightedF1!: number | null;

  @Field(() => Float, { nullable: true, description: 'Matthews correlation of many classes, −1 to 1.' })
  matthews!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean −ln of the probability of the right class, 0 to 36.' })
  logLoss!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean squared distance from the truth over all classes, 0 to 2.' })
  brier!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Expected calibration error in 15 bins: how far confidence and accuracy lie apart, 0 to 1.',
  })
  calibrationError!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Mean over the classes of the area under the ROC curve against all others, 0 to 1.',
  })
  rocAuc!: number | null;

  @Field(() => [ClassScoreSheet], { description: 'Scores per class, in label order.' })
  classes!: ClassScoreSheet[];

  @Field(() => ConfusionMatrix, { description: 'The sum of the confusion matrices.' })
  confusion!: ConfusionMatrix;
}
