import { createUnionType, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';

/** Scores that are compared, by the evaluation package's keys. */
export const PairedScoreEnum = { UAR: 'uar', ACCURACY: 'accuracy', MACRO_F1: 'macro_f1' } as const;
export type PairedScore = (typeof PairedScoreEnum)[keyof typeof PairedScoreEnum];

registerEnumType(PairedScoreEnum, {
  name: 'PairedScore',
  description: 'The score that a comparison is about.',
  valuesConfig: {
    UAR: { description: 'Mean recall over the classes that occur.' },
    ACCURACY: { description: 'Share of clips whose class was hit.' },
    MACRO_F1: { description: 'Mean F1 over the classes that occur on either side.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'Two results on the same test clips, compared speaker by speaker: what is hard for both cancels.',
})
export class PairedComparison {
  @Field(() => PairedScoreEnum, { description: 'The score compared.' })
  score!: PairedScore;

  @Field(() => Float, { description: 'Score of the first.' })
  first!: number;

  @Field(() => Float, { description: 'Score of the second.' })
  second!: number;

  @Field(() => Float, { description: 'First minus second.' })
  difference!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Lower end of the 95 % interval of the difference over redrawn speakers; null with one speaker.',
  })
  lower!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of that interval; null with one speaker.' })
  upper!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Two-sided, over redrawn speakers; null with one speaker. Of one comparison: correct it for several.',
  })
  pValue!: number | null;

  @Field(() => Int, { description: 'Speakers tested.' })
  speakerCount!: number;

  @Field(() => Int, { description: 'Clips tested.' })
  clipCount!: number;

  @Field(() => Int, { description: 'Clips that only the first got right.' })
  onlyFirst!: number;

  @Field(() => Int, { description: 'Clips that only the second got right.' })
  onlySecond!: number;

  @Field(() => Float, { description: "McNemar's exact p-value: of these clips and speakers, not of others." })
  mcnemarPValue!: number;

  @Field(() => Boolean, { description: 'Whether the speakers suffice to tell the two apart, at the 5 % level.' })
  canBeToldApart!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Speakers that would show a difference of this size four times in five; null where no number would.',
  })
  speakersNeeded!: number | null;

  @Field(() => String, { description: 'What may be said of it, in words.' })
  note!: string;
}

@ObjectType({ simpleResolvers: true, description: 'The two have not been tested on the same clips, or not at all.' })
export class NotComparable {
  @Field(() => String, { description: 'Stable name of the reason.' })
  code: string;

  @Field(() => String, { description: 'Why, and what to do about it.' })
  message: string;

  constructor(error: { readonly code: string; readonly message: string }) {
    this.code = error.code;
    this.message = error.message;
  }
}

export const PairedComparisonResult = createUnionType({
  name: 'PairedComparisonResult',
  description: 'The comparison, or why there can be none.',
  types: () => [PairedComparison, NotComparable] as const,
  resolveType: (value) => (value instanceof NotComparable ? 'NotComparable' : 'PairedComparison'),
});
