import { Field, ID, Int, ObjectType } from 'type-graphql';
import { SplitEnum } from '../shared/enums.js';

@ObjectType({ simpleResolvers: true, description: 'Clips of one speaker, emotion and gender in a part.' })
export class SplitCell {
  @Field(() => String, { description: 'The speaker.' })
  speaker!: string;

  @Field(() => String, { nullable: true, description: "The speaker's gender; null when not known." })
  gender!: string | null;

  @Field(() => String, { nullable: true, description: 'The emotion; null when not known.' })
  emotion!: string | null;

  @Field(() => Int, { description: 'How many clips.' })
  count!: number;
}

@ObjectType({ simpleResolvers: true, description: 'What one part of a fold holds.' })
export class SplitPart {
  @Field(() => SplitEnum, { description: 'Which part.' })
  part!: keyof typeof SplitEnum;

  @Field(() => Int, { description: 'Rows, augmented ones included.' })
  rowCount!: number;

  @Field(() => Int, { description: 'Clips.' })
  clipCount!: number;

  @Field(() => [String], { description: 'Speakers in it, by name.' })
  speakers!: string[];

  @Field(() => [SplitCell], { description: 'Clips by speaker, gender and emotion.' })
  cells!: SplitCell[];
}

@ObjectType({ simpleResolvers: true, description: 'One fold of a split.' })
export class SplitFold {
  @Field(() => Int, { description: 'Zero-based.' })
  index!: number;

  @Field(() => [SplitPart], { description: 'Training, validation and test, in this order.' })
  parts!: SplitPart[];

  @Field(() => [String], {
    description: "What a reader of this fold's own scores must know: a class or gender is missing.",
  })
  warnings!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description: 'Who and what is in which part of a split: how far its groups allowed balance.',
})
export class SplitDetails {
  @Field(() => ID, { description: 'Identifies the split.' })
  id!: string;

  @Field(() => String, { description: 'The protocol, by name.' })
  protocol!: string;

  @Field(() => Int, { description: 'Seed the clips were dealt with.' })
  seed!: number;

  @Field(() => String, {
    description: 'SHA-256 of the split manifest (docs/evaluation.md): equal hash, equal split.',
  })
  splitHash!: string;

  @Field(() => Int, { description: 'Clips that are in no part, because the corpus does not say their label.' })
  unlabelledClipCount!: number;

  @Field(() => [SplitFold], { description: 'Its folds.' })
  folds!: SplitFold[];
}
