import { Field, ID, InputType, registerEnumType } from 'type-graphql';
import { type OrderDirection, OrderDirectionEnum, RunSourceEnum, RunStatusEnum, TaskEnum } from '../shared/enums.js';
import { MetricOrder, RunCondition } from './run-condition.input.js';

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

  @Field(() => String, {
    nullable: true,
    description:
      'Fit this line of the filter language, for example `metrics.test.uar > 0.6 and params.width = 256 and tag:baseline`. A mistake is answered with its place: `extensions.offset` and `extensions.length`.',
  })
  query?: string | null;

  @Field(() => RunCondition, { nullable: true, description: 'Fit this condition, which says the same in structure.' })
  where?: RunCondition | null;
}

export const RunOrderFieldEnum = {
  CREATED_AT: 'CREATED_AT',
  STARTED_AT: 'STARTED_AT',
  FINISHED_AT: 'FINISHED_AT',
  DURATION: 'DURATION',
  NAME: 'NAME',
  STATUS: 'STATUS',
  EXPERIMENT: 'EXPERIMENT',
  TASK: 'TASK',
  PROTOCOL: 'PROTOCOL',
  ARCHITECTURE: 'ARCHITECTURE',
  FOLD: 'FOLD',
  SEED: 'SEED',
  EPOCHS: 'EPOCHS',
  PARAMETERS: 'PARAMETERS',
  METRIC: 'METRIC',
  PARAM: 'PARAM',
} as const;
registerEnumType(RunOrderFieldEnum, {
  name: 'RunOrderField',
  description: 'What runs are ordered by.',
  valuesConfig: {
    CREATED_AT: { description: 'When they were made.' },
    STARTED_AT: { description: 'When training began.' },
    FINISHED_AT: { description: 'When they ended.' },
    DURATION: { description: 'From start to end; those under way come last.' },
    NAME: { description: 'Their name.' },
    STATUS: { description: 'Queued, running, finished, failed, canceled.' },
    EXPERIMENT: { description: "Their experiment's name." },
    TASK: { description: 'What they predict.' },
    PROTOCOL: { description: "The protocol's name." },
    ARCHITECTURE: { description: "The architecture's name." },
    FOLD: { description: 'Their fold.' },
    SEED: { description: 'Their seed.' },
    EPOCHS: { description: 'Epochs trained.' },
    PARAMETERS: { description: 'Trainable numbers of the model.' },
    METRIC: { description: 'A metric, which `metric` names.' },
    PARAM: { description: 'A parameter, which `param` names: numbers first, then texts.' },
  },
});

@InputType({
  description: 'An order of runs. METRIC needs `metric`, PARAM needs `param`; runs without the value come last.',
})
export class RunOrder {
  @Field(() => RunOrderFieldEnum, { description: 'What to order by.' })
  field!: keyof typeof RunOrderFieldEnum;

  @Field(() => OrderDirectionEnum, { defaultValue: 'DESC', description: 'Which end comes first.' })
  direction!: OrderDirection;

  @Field(() => MetricOrder, { nullable: true, description: 'The metric, for METRIC.' })
  metric?: MetricOrder | null;

  @Field(() => String, { nullable: true, description: 'The parameter, for PARAM.' })
  param?: string | null;
}
