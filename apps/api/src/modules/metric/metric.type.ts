import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { SplitEnum } from '../shared/enums.js';
import { MetricValue } from '../shared/metric-value.scalar.js';

@ObjectType({
  simpleResolvers: true,
  description: 'One metric of a run in short: exact after every write. NaN is never min, max or best.',
})
export class MetricSummary {
  @Field(() => String, { description: "The metric's name." })
  key!: string;

  @Field(() => SplitEnum, { description: 'The part of the data it is measured on.' })
  split!: keyof typeof SplitEnum;

  @Field(() => Int, { description: 'Points stored.' })
  count!: number;

  @Field(() => Int, { nullable: true, description: 'Smallest step; null without points.' })
  firstStep!: number | null;

  @Field(() => Int, { nullable: true, description: 'Greatest step; null without points.' })
  lastStep!: number | null;

  @Field(() => MetricValue, { nullable: true, description: 'Value at the greatest step; null without points.' })
  last!: number | null;

  @Field(() => MetricValue, { nullable: true, description: 'Smallest value; null without any number.' })
  min!: number | null;

  @Field(() => Int, { nullable: true, description: 'First step with the smallest value; null without any number.' })
  minStep!: number | null;

  @Field(() => MetricValue, { nullable: true, description: 'Greatest value; null without any number.' })
  max!: number | null;

  @Field(() => Int, { nullable: true, description: 'First step with the greatest value; null without any number.' })
  maxStep!: number | null;

  @Field(() => MetricValue, {
    nullable: true,
    description: 'min for losses and errors, max for all else; null without any number.',
  })
  best!: number | null;

  @Field(() => Int, { nullable: true, description: 'First step with the best value; null without any number.' })
  bestStep!: number | null;

  @Field(() => Boolean, { description: 'Whether less of this metric is better.' })
  isLowerBetter!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A metric of a run over steps, in columns: equally long arrays. When thinned, each bucket of steps keeps its min, max and last point, so no spike is lost.',
})
export class MetricSeries {
  @Field(() => ID, { description: 'The run it is of.' })
  runId!: string;

  @Field(() => String, { description: "The metric's name." })
  key!: string;

  @Field(() => SplitEnum, { description: 'The part of the data it is measured on.' })
  split!: keyof typeof SplitEnum;

  @Field(() => [Int], { description: 'Steps, ascending.' })
  steps!: number[];

  @Field(() => [MetricValue], { nullable: 'items', description: 'The value at each step.' })
  values!: (number | null)[];

  @Field(() => [Float], { description: 'When each was measured, in milliseconds since 1970 UTC.' })
  timestampsMs!: number[];

  @Field(() => Int, { description: 'Points in the range asked for, before thinning.' })
  totalCount!: number;

  @Field(() => Boolean, { description: 'Whether points were left out to meet the resolution.' })
  isThinned!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Greatest step stored, whatever the range: pass it as `sinceStep`. null without points.',
  })
  lastStep!: number | null;
}
