import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { SplitEnum } from '../shared/enums.js';
import { MetricValue } from '../shared/metric-value.scalar.js';
import { PackedFloats, PackedInts } from './packed-numbers.scalar.js';

@InputType({
  description: 'Points of one series, in columns of equal length. Logging a step again replaces its point.',
})
export class MetricColumnInput {
  @Field(() => String, { description: "The metric's name, at most 250 characters." })
  key!: string;

  @Field(() => SplitEnum, { defaultValue: 'TRAIN', description: 'The part of the data it was measured on.' })
  split!: keyof typeof SplitEnum;

  @Field(() => [Int], { description: 'Steps, 0 or more, in any order.' })
  steps!: number[];

  @Field(() => [MetricValue], { description: 'The value at each step.' })
  values!: number[];

  @Field(() => [Float], {
    nullable: true,
    description: 'When each was measured, in whole milliseconds since 1970 UTC; now when left out.',
  })
  timestampsMs?: number[] | null;
}

@InputType({
  description:
    'The same as MetricColumnInput for many points: numbers in base64, which travel and are read several times faster.',
})
export class PackedMetricColumnInput {
  @Field(() => String, { description: "The metric's name, at most 250 characters." })
  key!: string;

  @Field(() => SplitEnum, { defaultValue: 'TRAIN', description: 'The part of the data it was measured on.' })
  split!: keyof typeof SplitEnum;

  @Field(() => PackedInts, { description: 'Steps, 0 or more, in any order.' })
  steps!: Int32Array;

  @Field(() => PackedFloats, { description: 'The value at each step; NaN and infinities as they are.' })
  values!: Float64Array;

  @Field(() => PackedFloats, {
    nullable: true,
    description: 'When each was measured, in whole milliseconds since 1970 UTC; now when left out.',
  })
  timestampsMs?: Float64Array | null;
}

@InputType({ description: 'Points to add to a run: up to 10,000 a call.' })
export class LogMetricsInput {
  @Field(() => ID, { description: 'The run they are of.' })
  runId!: string;

  @Field(() => [MetricColumnInput], { defaultValue: [], description: 'The points, series by series.' })
  columns!: MetricColumnInput[];

  @Field(() => [PackedMetricColumnInput], { defaultValue: [], description: 'More points, packed.' })
  packedColumns!: PackedMetricColumnInput[];

  @Field(() => Int, { nullable: true, description: "Raises the run's number of finished epochs." })
  epochsDone?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Names this batch of the run: sending it again with the same key stores nothing twice; another batch with that key is refused.',
  })
  idempotencyKey?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same as idempotencyKey, under its old name.',
    deprecationReason: 'Use idempotencyKey, as with every mutation; removal 2027-06-01.',
  })
  batchKey?: string | null;
}
