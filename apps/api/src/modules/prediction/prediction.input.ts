import { Field, InputType } from 'type-graphql';
import { SplitEnum } from '../shared/enums.js';

@InputType({ description: 'Predictions for which all of these hold.' })
export class PredictionFilter {
  @Field(() => SplitEnum, { nullable: true, defaultValue: 'TEST', description: 'On this part of the data.' })
  split?: keyof typeof SplitEnum | null;

  @Field(() => String, { nullable: true, description: 'Are truly of this class.' })
  actual?: string | null;

  @Field(() => String, { nullable: true, description: 'Were taken for this class.' })
  predicted?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Are wrong.' })
  wrongOnly?: boolean | null;

  @Field(() => String, { nullable: true, description: 'Are of this speaker.' })
  speaker?: string | null;
}
