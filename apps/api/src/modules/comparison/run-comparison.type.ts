import type { RunRow } from '@voxboard/db';
import { Field, ID, ObjectType } from 'type-graphql';
import { MetricSeries, MetricSummary } from '../metric/metric.type.js';
import { Run } from '../run/run.type.js';
import { SplitEnum } from '../shared/enums.js';
import { Json } from '../shared/scalars.js';

@ObjectType({ simpleResolvers: true, description: 'One parameter across the compared runs.' })
export class ComparedParam {
  @Field(() => String, { description: "The parameter's name." })
  name!: string;

  @Field(() => [Json], {
    nullable: 'items',
    description: 'Its value in each run, in their order; null where there is none.',
  })
  values!: unknown[];

  @Field(() => Boolean, { description: 'Whether every run has it, with the same value.' })
  isSame!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'One metric across the compared runs, in short.' })
export class ComparedMetric {
  @Field(() => String, { description: "The metric's name." })
  key!: string;

  @Field(() => SplitEnum, { description: 'The part of the data it is measured on.' })
  split!: keyof typeof SplitEnum;

  @Field(() => Boolean, { description: 'Whether less of this metric is better.' })
  isLowerBetter!: boolean;

  @Field(() => [MetricSummary], {
    nullable: 'items',
    description: 'Each run in their order; null where it was not logged.',
  })
  summaries!: (MetricSummary | null)[];

  @Field(() => ID, {
    nullable: true,
    description: 'The run with the best value; null without any number, and on a tie.',
  })
  bestRunId!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Runs side by side. What is not selected is not read.' })
export class RunComparison {
  @Field(() => [Run], { description: 'The runs, in the order asked for.' })
  runs!: RunRow[];

  @Field(() => [ID], { description: 'Ids asked for that no run has.' })
  missingIds!: string[];

  @Field(() => [ComparedParam], { description: 'Their parameters, by name.' })
  params!: () => ComparedParam[];

  @Field(() => [ComparedMetric], { description: 'Their metrics in short, by key and split.' })
  metrics!: () => Promise<ComparedMetric[]>;

  @Field(() => [MetricSeries], { description: 'Their metrics over steps, in columns, by run, key and split.' })
  series!: () => Promise<MetricSeries[]>;

  @Field(() => String, {
    description: 'How far `series` goes: the subscription `seriesChanges` with the same arguments goes on `after` it.',
  })
  cursor!: () => Promise<string>;
}
