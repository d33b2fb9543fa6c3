import { Field, Float, ID, InputType, Int, registerEnumType } from 'type-graphql';
import { SplitEnum } from '../shared/enums.js';
import { DateTime } from '../shared/scalars.js';

export const MetricAggregateEnum = { LAST: 'LAST', MIN: 'MIN', MAX: 'MAX', BEST: 'BEST' } as const;
registerEnumType(MetricAggregateEnum, {
  name: 'MetricAggregate',
  description: 'Which value of a series stands for it.',
  valuesConfig: {
    LAST: { description: 'At the greatest step.' },
    MIN: { description: 'The smallest.' },
    MAX: { description: 'The greatest.' },
    BEST: { description: 'The smallest of losses and errors, the greatest of all else.' },
  },
});

export const RunAttributeEnum = {
  ID: 'ID',
  NAME: 'NAME',
  NOTES: 'NOTES',
  EXPERIMENT: 'EXPERIMENT',
  TASK: 'TASK',
  PROTOCOL: 'PROTOCOL',
  ARCHITECTURE: 'ARCHITECTURE',
  BACKEND: 'BACKEND',
  SOURCE: 'SOURCE',
  STATUS: 'STATUS',
  FOLD: 'FOLD',
  SEED: 'SEED',
  ATTEMPT: 'ATTEMPT',
  EPOCHS: 'EPOCHS',
  PARAMETERS: 'PARAMETERS',
  CREATED: 'CREATED',
  STARTED: 'STARTED',
  FINISHED: 'FINISHED',
  DURATION: 'DURATION',
} as const;
registerEnumType(RunAttributeEnum, {
  name: 'RunAttribute',
  description: 'A fact of every run, as the filter language names it.',
  valuesConfig: {
    ID: { description: 'Its id.' },
    NAME: { description: 'Its name.' },
    NOTES: { description: 'What people wrote on it.' },
    EXPERIMENT: { description: 'Name or id of its experiment.' },
    TASK: { description: 'What is predicted: EMOTION, GENDER, SPEAKER.' },
    PROTOCOL: { description: 'Name of the protocol.' },
    ARCHITECTURE: { description: 'Name or id of the architecture.' },
    BACKEND: { description: 'Which engine trained.' },
    SOURCE: { description: 'Who trains it: LAUNCHED, EXTERNAL.' },
    STATUS: { description: 'Where it is in its life.' },
    FOLD: { description: 'Its fold, the first is 1.' },
    SEED: { description: 'Seed of the training.' },
    ATTEMPT: { description: 'How often it was begun.' },
    EPOCHS: { description: 'Epochs trained.' },
    PARAMETERS: { description: 'Trainable numbers of the model.' },
    CREATED: { description: 'When it was made.' },
    STARTED: { description: 'When training began.' },
    FINISHED: { description: 'When it ended.' },
    DURATION: { description: 'Seconds from start to end, or to now.' },
  },
});

export const RunOperatorEnum = {
  EQ: 'EQ',
  NE: 'NE',
  LT: 'LT',
  LE: 'LE',
  GT: 'GT',
  GE: 'GE',
  CONTAINS: 'CONTAINS',
  LACKS: 'LACKS',
} as const;
registerEnumType(RunOperatorEnum, {
  name: 'RunOperator',
  description: 'How a value compares. What a run lacks compares in no way, not even by NE.',
  valuesConfig: {
    EQ: { description: 'Is the same: =' },
    NE: { description: 'Is another: !=' },
    LT: { description: 'Is smaller, earlier, shorter: <' },
    LE: { description: 'Is not greater: <=' },
    GT: { description: 'Is greater, later, longer: >' },
    GE: { description: 'Is not smaller: >=' },
    CONTAINS: { description: 'Has the text in it, whatever the case: ~' },
    LACKS: { description: 'Does not have the text in it: !~' },
  },
});

@InputType({ description: 'A metric of a run, and which of its values.' })
export class MetricOrder {
  @Field(() => String, { description: "The metric's name." })
  key!: string;

  @Field(() => SplitEnum, { description: 'The part of the data it is measured on.' })
  split!: keyof typeof SplitEnum;

  @Field(() => MetricAggregateEnum, { defaultValue: 'LAST', description: 'Which value of the series counts.' })
  aggregate!: keyof typeof MetricAggregateEnum;
}

@InputType({ description: 'What of a run is compared or grouped by: exactly one of these.' })
export class RunFieldInput {
  @Field(() => RunAttributeEnum, { nullable: true, description: 'A fact of every run.' })
  attribute?: keyof typeof RunAttributeEnum | null;

  @Field(() => MetricOrder, { nullable: true, description: 'A metric.' })
  metric?: MetricOrder | null;

  @Field(() => String, { nullable: true, description: 'A parameter, nested ones by their path: "optimizer.name".' })
  param?: string | null;
}

@InputType({ description: 'A value to compare with: exactly one of these.' })
export class RunValueInput {
  @Field(() => Float, { nullable: true, description: 'A number; of durations, in seconds.' })
  number?: number | null;

  @Field(() => String, { nullable: true, description: 'A text, or the name of a status, task or source.' })
  text?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'An instant.' })
  at?: Date | null;

  @Field(() => Int, { nullable: true, description: 'So many seconds before now.' })
  agoSeconds?: number | null;
}

@InputType({ description: 'A field compared with a value.' })
export class RunComparisonInput {
  @Field(() => RunFieldInput, { description: 'What is compared.' })
  field!: RunFieldInput;

  @Field(() => RunOperatorEnum, { defaultValue: 'EQ', description: 'How.' })
  operator!: keyof typeof RunOperatorEnum;

  @Field(() => RunValueInput, { description: 'With what.' })
  value!: RunValueInput;
}

@InputType({ description: 'A field that has one of several values.' })
export class RunMembershipInput {
  @Field(() => RunFieldInput, { description: 'What is compared.' })
  field!: RunFieldInput;

  @Field(() => [RunValueInput], { description: 'Up to 1,000 values.' })
  values!: RunValueInput[];
}

@InputType({ description: 'A condition on runs: exactly one of these. The filter language says the same in one line.' })
export class RunCondition {
  @Field(() => [RunCondition], { nullable: true, description: 'All of these hold.' })
  all?: RunCondition[] | null;

  @Field(() => [RunCondition], { nullable: true, description: 'At least one of these holds.' })
  any?: RunCondition[] | null;

  @Field(() => RunCondition, { nullable: true, description: 'This does not hold.' })
  not?: RunCondition | null;

  @Field(() => RunComparisonInput, { nullable: true, description: 'A value compares so.' })
  compare?: RunComparisonInput | null;

  @Field(() => RunMembershipInput, { nullable: true, description: 'A value is one of these.' })
  among?: RunMembershipInput | null;

  @Field(() => RunFieldInput, { nullable: true, description: 'The run has a value there.' })
  has?: RunFieldInput | null;

  @Field(() => String, { nullable: true, description: 'The run carries this tag.' })
  tag?: string | null;

  @Field(() => String, { nullable: true, description: "Part of the run's or experiment's name." })
  text?: string | null;

  @Field(() => ID, { nullable: true, description: 'The run is this one.' })
  run?: string | null;
}
