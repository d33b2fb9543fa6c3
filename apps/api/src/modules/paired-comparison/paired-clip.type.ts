import { createUnionType, Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { countedConnectionOf } from '../shared/connection.type.js';
import { NotComparable } from './paired-comparison.type.js';

export const PairedOutcomeEnum = {
  ONLY_FIRST: 'ONLY_FIRST',
  ONLY_SECOND: 'ONLY_SECOND',
  BOTH_WRONG: 'BOTH_WRONG',
} as const;
export type PairedOutcome = keyof typeof PairedOutcomeEnum;

registerEnumType(PairedOutcomeEnum, {
  name: 'PairedOutcome',
  description: 'Which of two results got a clip right.',
  valuesConfig: {
    ONLY_FIRST: { description: 'The first did, the second did not.' },
    ONLY_SECOND: { description: 'The second did, the first did not.' },
    BOTH_WRONG: { description: 'Neither did.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'A test clip and what two results said of it.' })
export class PairedClip {
  @Field(() => Int, { description: "The clip's place in the dataset version." })
  clipPosition!: number;

  @Field(() => Int, { description: '0 for the clip as it is, 1 and up for its augmented rows.' })
  augmentation!: number;

  @Field(() => String, { description: 'The true class.' })
  actual!: string;

  @Field(() => String, { description: 'What the first said; of several runs, what most of them said.' })
  firstPredicted!: string;

  @Field(() => String, { description: 'What the second said; as above.' })
  secondPredicted!: string;

  @Field(() => Float, {
    nullable: true,
    description: 'Mean probability that the first gave the true class; null where none was logged.',
  })
  firstCertainty!: number | null;

  @Field(() => Float, { nullable: true, description: 'The same of the second.' })
  secondCertainty!: number | null;
}

export const PairedClipConnection = countedConnectionOf(PairedClip, 'PairedClip', 'paired clips');

export const PairedClipsResult = createUnionType({
  name: 'PairedClipsResult',
  description: 'The clips, or why the two cannot be paired.',
  types: () => [PairedClipConnection, NotComparable] as const,
  resolveType: (value) => (value instanceof NotComparable ? 'NotComparable' : 'PairedClipConnection'),
});
