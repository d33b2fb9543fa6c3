import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import {
  type OrderDirection,
  OrderDirectionEnum,
  RunSourceEnum,
  RunStatusEnum,
  SplitEnum,
  TaskEnum,
} from '../shared/enums.js';

@InputType({ description: 'Runs for which all of these hold.' })
export class RunFilter {
  @Field(() => [RunStatusEnum], { nullable: true, description: 'Are in one of these statuses.' })
  statuses?: (keyof typeof RunStatusEnum)[] | null;

  @Field(() => TaskEnum, { nullable: true, description: 'Predict this.' })
  task?: keyof typeof TaskEnum | null;

  @Field(() => String, { nullable: true, description: 'Are measured under the protocol of this name.' })
  protocol?: string | null;

  @Field(() => ID, { nullable: true, description: 'Train this architecture.' })
  architectureId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Belong to this experiment.' })
  experimentId?: string | null;

  @Field(() => RunSourceEnum, { nullable: true, description: 'Are trained by this side.' })
  source?: keyof typeof RunSourceEnum | null;

  @Field(() => String, { nullable: true, description: "Part of the run's or experiment's name, case-insensitive." })
  text?: string | null;

  @Field(() => [String], { nullable: true, description: 'Carry all of these tags.' })
  tags?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Are among these.' })
  ids?: string[] | null;
}

export const RunOrderFieldEnum = {
  CREATED_AT: 'CREATED_AT',
  NAME: 'NAME',
  STATUS: 'STATUS',
  METRIC: 'METRIC',
} as const;
registerEnumType(RunOrderFieldEnum, {
  name: 'RunOrderField',
  description: 'What runs are ordered by.',
  valuesConfig: {
    CREATED_AT: { description: 'When they were made.' },
    NAME: { description: 'Their name.' },
    STATUS: { description: 'Queued, running, finished, failed, canceled.' },
    METRIC: { description: 'A metric, which `metric` names.' },
  },
});

export const MetricAggregateEnum = { LAST: 'LAST', MIN: 'MIN', MAX: 'MAX' } as const;
registerEnumType(MetricAggregateEnum, {
  name: 'MetricAggregate',
  description: 'Which value of a series stands for it.',
  valuesConfig: {
    LAST: { description: 'At the greatest step.' },
    MIN: { description: 'The smallest.' },
    MAX: { description: 'The greatest.' },
  },
});

@InputType({ description: 'The metric that runs are ordered by.' })
export class MetricOrder {
  @Field(() => String, { description: "The metric's name." })
  key!: string;

  @Field(() => SplitEnum, { description: 'The part of the data it is measured on.' })
  split!: keyof typeof SplitEnum;

  @Field(() => MetricAggregateEnum, { defaultValue: 'LAST', description: 'Which value of the series counts.' })
  aggregate!: keyof typeof MetricAggregateEnum;
}

@InputType({ description: 'An order of runs. METRIC needs `metric`; runs without it come last.' })
export class RunOrder {
  @Field(() => RunOrderFieldEnum, { description: 'What to order by.' })
  field!: keyof typeof RunOrderFieldEnum;

  @Field(() => OrderDirectionEnum, { defaultValue: 'DESC', description: 'Which end comes first.' })
  direction!: OrderDirection;

  @Field(() => MetricOrder, { nullable: true, description: 'The metric, for METRIC.' })
  metric?: MetricOrder | null;
}
