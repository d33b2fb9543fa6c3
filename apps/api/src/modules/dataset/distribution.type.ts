import { Field, Float, Int, ObjectType } from 'type-graphql';

const figure = (description: string) => Field(() => Float, { nullable: true, description });

@ObjectType({ simpleResolvers: true, description: 'Figures of a set of measured values; null where none is finite.' })
export class ValueStatistics {
  @Field(() => Int, { description: 'Finite values.' })
  count!: number;

  @Field(() => Int, { description: 'Values that are NaN, infinite or not measured; no other figure includes them.' })
  missing!: number;

  @figure('Mean.')
  mean!: number | null;

  @figure('Standard deviation (n − 1); null for fewer than two values.')
  sd!: number | null;

  @figure('Least value.')
  min!: number | null;

  @figure('5 % of the values lie below.')
  q05!: number | null;

  @figure('A quarter of the values lie below.')
  q25!: number | null;

  @figure('Half of the values lie below.')
  median!: number | null;

  @figure('Three quarters of the values lie below.')
  q75!: number | null;

  @figure('95 % of the values lie below.')
  q95!: number | null;

  @figure('Greatest value.')
  max!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'One histogram of a distribution.' })
export class DistributionGroup {
  @Field(() => String, {
    nullable: true,
    description: 'The label; null where the corpus does not say, and for all clips together.',
  })
  label!: string | null;

  @Field(() => ValueStatistics, { description: 'Figures of the values.' })
  statistics!: ValueStatistics;

  @Field(() => [Int], { description: 'Values in each bin.' })
  counts!: number[];

  @Field(() => Int, { description: 'Values below the first bin.' })
  below!: number;

  @Field(() => Int, { description: 'Values above the last bin.' })
  above!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'Histograms over common bins. The bins span all values, unless the outermost 0.5 % would stretch them threefold.',
})
export class Distribution {
  @Field(() => [Float], { description: 'Edges of the bins, one more than there are bins; none without a value.' })
  edges!: number[];

  @Field(() => [DistributionGroup], { description: 'One for each label.' })
  groups!: DistributionGroup[];
}
