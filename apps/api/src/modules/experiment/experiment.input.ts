import { Field, InputType } from 'type-graphql';
import { RunSourceEnum, TaskEnum } from '../shared/enums.js';

@InputType({ description: 'Experiments for which all of these hold.' })
export class ExperimentFilter {
  @Field(() => TaskEnum, { nullable: true, description: 'Predicts this.' })
  task?: keyof typeof TaskEnum | null;

  @Field(() => String, { nullable: true, description: 'Was measured under the protocol of this name.' })
  protocol?: string | null;

  @Field(() => String, { nullable: true, description: 'Has this in its name, case-insensitive.' })
  text?: string | null;

  @Field(() => RunSourceEnum, { nullable: true, description: 'Is trained by this side.' })
  source?: keyof typeof RunSourceEnum | null;
}
