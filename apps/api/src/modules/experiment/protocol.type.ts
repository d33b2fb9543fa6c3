import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType({
  simpleResolvers: true,
  description: 'How clips are split into train, validation and test: what makes two scores comparable.',
})
export class Protocol {
  @Field(() => String, { description: 'For example "by-speaker".' })
  name!: string;

  @Field(() => String, {
    description: 'SHA-256 over all its settings. Scores are ranked together under an equal hash only.',
  })
  hash!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Folds it was set to; null where the protocol itself fixes or derives them.',
  })
  foldCount!: number | null;

  @Field(() => Boolean, {
    description: 'Whether the split itself inflates the score; such results are never ranked with others.',
  })
  isLeakyByDesign!: boolean;

  @Field(() => Boolean, { description: 'Whether no speaker may be in two parts of the split.' })
  claimsSpeakerIndependence!: boolean;

  @Field(() => String, { description: 'What it does, in a sentence.' })
  description!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A protocol to choose from.' })
export class ProtocolPreset {
  @Field(() => String, { description: 'What launchExperiment takes as `protocol.name`.' })
  name!: string;

  @Field(() => String, { description: 'What it does, in a sentence.' })
  description!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Folds when none are asked for; null where they follow from the data.',
  })
  defaultFoldCount!: number | null;

  @Field(() => Boolean, { description: 'Whether the split itself inflates the score.' })
  isLeakyByDesign!: boolean;

  @Field(() => Boolean, { description: 'Whether no speaker may be in two parts of the split.' })
  claimsSpeakerIndependence!: boolean;
}
