import { Field, ObjectType } from 'type-graphql';
import { resultUnion } from '../shared/mutation-result.js';
import { InvalidInputError, NotFoundError } from '../shared/user-error.type.js';
import { LaunchedPart } from '../template/template.type.js';
import { InflationMeter } from './inflation.type.js';

@ObjectType({ description: 'What came of the protocols that were missing.', simpleResolvers: true })
export class LaunchInflationMeterSuccess {
  @Field(() => [LaunchedPart], { description: 'The protocols launched, planned or refused; `key` is their name.' })
  readonly parts: readonly LaunchedPart[];

  @Field(() => InflationMeter, { description: 'The meter as it is now.' })
  readonly meter: InflationMeter;

  constructor(launched: { readonly parts: readonly LaunchedPart[]; readonly meter: InflationMeter }) {
    this.parts = launched.parts;
    this.meter = launched.meter;
  }
}

export const LaunchInflationMeterResult = resultUnion(
  'LaunchInflationMeterResult',
  LaunchInflationMeterSuccess,
  InvalidInputError,
  NotFoundError,
);
