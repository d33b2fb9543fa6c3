import { Field, Float, Int, ObjectType } from 'type-graphql';
import { ConfusionMatrix } from '../confusion-matrix/confusion-matrix.type.js';

@ObjectType({
  simpleResolvers: true,
  description: "An experiment's result: the TEST predictions of all its finished runs, pooled.",
})
export class ExperimentScore {
  @Field(() => Float, {
    nullable: true,
    description: 'Unweighted average recall, 0 to 1; null when nothing was tested.',
  })
  uar!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share of clips whose class was hit, 0 to 1; null when nothing was tested.',
  })
  accuracy!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Mean F1 over the classes, 0 to 1; null when nothing was tested.',
  })
  macroF1!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Lower end of the 95 % interval of UAR, resampling speakers; null when it cannot be computed.',
  })
  uarLow!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Upper end of the 95 % interval of UAR, resampling speakers; null when it cannot be computed.',
  })
  uarHigh!: number | null;

  @Field(() => [Float], { nullable: 'items', description: 'UAR of each finished run.' })
  perRunUar!: (number | null)[];

  @Field(() => Float, { nullable: true, description: "Sample deviation of the runs' UAR; null with fewer than two." })
  uarSd!: number | null;

  @Field(() => Int, { description: 'Finished runs in this score.' })
  runsPooled!: number;

  @Field(() => Int, { description: 'Runs the experiment has in all (folds × seeds).' })
  runsPlanned!: number;

  @Field(() => Int, { description: 'Test rows counted, all runs together.' })
  clipCount!: number;

  @Field(() => ConfusionMatrix, { description: "The sum of the runs' TEST matrices." })
  confusion!: ConfusionMatrix;
}
