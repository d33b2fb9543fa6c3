import { Field, Float, Int, ObjectType } from 'type-graphql';
import { SplitEnum } from '../shared/enums.js';

@ObjectType({ simpleResolvers: true, description: 'How many runs there are, counted as far as is cheap.' })
export class RunTally {
  @Field(() => Int, { description: 'How many.' })
  value!: number;

  @Field(() => Boolean, {
    description: 'False when there are more than was counted up to, and `value` is an estimate.',
  })
  isExact!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A metric that some run of the project has.' })
export class MetricColumn {
  @Field(() => String, { description: "The metric's name." })
  key!: string;

  @Field(() => SplitEnum, { description: 'The part of the data it is measured on.' })
  split!: keyof typeof SplitEnum;

  @Field(() => Boolean, { description: 'Whether less of it is better.' })
  isLowerBetter!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'A parameter that some run of the project has.' })
export class ParamColumn {
  @Field(() => String, { description: 'Its name; of nested parameters, their path.' })
  key!: string;

  @Field(() => Float, { nullable: true, description: 'The smallest number it has; null where it is never one.' })
  min!: number | null;

  @Field(() => Float, { nullable: true, description: 'The greatest number it has; null where it is never one.' })
  max!: number | null;

  @Field(() => [String], {
    description: 'Up to twelve of its values, numbers first. One alone: it is the same everywhere.',
  })
  values!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'What the runs of a project can be shown, filtered and ordered by.',
})
export class RunColumns {
  @Field(() => [MetricColumn], { description: 'Metrics, by name.' })
  metrics!: MetricColumn[];

  @Field(() => [ParamColumn], { description: 'Parameters, by name.' })
  params!: ParamColumn[];

  @Field(() => [String], { description: 'Tags, the most frequent first.' })
  tags!: string[];

  @Field(() => [String], { description: 'Names of experiments, the newest 500.' })
  experiments!: string[];

  @Field(() => [String], { description: 'Names of protocols in use.' })
  protocols!: string[];

  @Field(() => [String], { description: 'Names of architectures.' })
  architectures!: string[];
}

@ObjectType({ simpleResolvers: true, description: 'A metric over those runs of a group that have a number there.' })
export class GroupedMetric {
  @Field(() => Int, { description: 'How many have one.' })
  count!: number;

  @Field(() => Float, { nullable: true, description: 'Their mean; null without any.' })
  mean!: number | null;

  @Field(() => Float, { nullable: true, description: 'Standard deviation of the sample; null below two.' })
  sd!: number | null;

  @Field(() => Float, { nullable: true, description: 'The smallest.' })
  min!: number | null;

  @Field(() => Float, { nullable: true, description: 'The greatest.' })
  max!: number | null;
}

@ObjectType({ simpleResolvers: true, description: 'Runs that share what they were grouped by.' })
export class RunGroup {
  @Field(() => [String], {
    nullable: 'items',
    description: 'What they share, one for each field grouped by; null where they have no value.',
  })
  values!: (string | null)[];

  @Field(() => Int, { description: 'How many runs.' })
  count!: number;

  @Field(() => [GroupedMetric], { description: 'The metrics asked for, in that order.' })
  metrics!: GroupedMetric[];
}

@ObjectType({ simpleResolvers: true, description: 'Where a line of the filter language is wrong.' })
export class FilterMistake {
  @Field(() => String, { description: 'What is wrong, and what could stand there.' })
  message!: string;

  @Field(() => Int, { description: 'Characters (UTF-16 units) before it.' })
  offset!: number;

  @Field(() => Int, { description: 'Its length; 0 at the end of the line.' })
  length!: number;
}

@ObjectType({ simpleResolvers: true, description: 'A line of the filter language, read.' })
export class ReadRunFilter {
  @Field(() => String, { nullable: true, description: 'The same filter in its plain form; null when it is wrong.' })
  plain!: string | null;

  @Field(() => FilterMistake, { nullable: true, description: 'What is wrong with it; null when nothing is.' })
  mistake!: FilterMistake | null;
}
