import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';

export const SliceTraitEnum = {
  SPEAKER: 'SPEAKER',
  GENDER: 'GENDER',
  INTENSITY: 'INTENSITY',
  STATEMENT: 'STATEMENT',
} as const;

registerEnumType(SliceTraitEnum, {
  name: 'SliceTrait',
  description: 'What tested clips are told apart by.',
  valuesConfig: {
    SPEAKER: { description: 'Who speaks.' },
    GENDER: { description: "The speaker's gender." },
    INTENSITY: { description: 'The emotional intensity.' },
    STATEMENT: { description: 'The sentence spoken.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'How a run does on the clips that share a trait.' })
export class SliceScore {
  @Field(() => SliceTraitEnum, { description: 'The trait.' })
  trait!: keyof typeof SliceTraitEnum;

  @Field(() => String, { description: 'What the clips share, for example "female".' })
  value!: string;

  @Field(() => Int, { description: 'Clips with it; at least 1.' })
  clipCount!: number;

  @Field(() => Float, { description: 'Share of them whose class was hit, 0 to 1.' })
  accuracy!: number;

  @Field(() => Float, { description: 'Lower end of the 95 % interval of that share (Wilson).' })
  accuracyLow!: number;

  @Field(() => Float, { description: 'Upper end of that interval.' })
  accuracyHigh!: number;

  @Field(() => Float, { description: 'Mean recall over the classes that occur among them, 0 to 1.' })
  uar!: number;
}
