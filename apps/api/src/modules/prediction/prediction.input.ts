import { Field, Float, InputType, registerEnumType } from 'type-graphql';
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

  @Field(() => Float, {
    nullable: true,
    description: 'Were made with at least this probability of the class they were taken for, 0 to 1.',
  })
  minConfidence?: number | null;

  @Field(() => String, { nullable: true, description: 'Are of speakers of this gender.' })
  gender?: string | null;

  @Field(() => String, { nullable: true, description: 'Are spoken with this intensity.' })
  intensity?: string | null;

  @Field(() => String, { nullable: true, description: 'Are of this sentence.' })
  statement?: string | null;
}

export const PredictionOrderEnum = { CLIP: 'CLIP', HARDEST: 'HARDEST' } as const;

registerEnumType(PredictionOrderEnum, {
  name: 'PredictionOrder',
  description: 'In which order predictions come.',
  valuesConfig: {
    CLIP: { description: "By the clip's place in the dataset version." },
    HARDEST: { description: 'Those first to whose true class the model gave the least probability.' },
  },
});
