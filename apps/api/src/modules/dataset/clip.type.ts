import { Field, Float, Int, ObjectType } from 'type-graphql';
import { countedConnectionOf } from '../shared/connection.type.js';
import { Node } from '../shared/node.type.js';

@ObjectType({ implements: Node, simpleResolvers: true, description: 'One recording of a dataset version.' })
export class Clip extends Node {
  @Field(() => Int, { description: 'Zero-based place in the version, by path: what splits and predictions refer to.' })
  position!: number;

  @Field(() => String, { description: 'Path inside the corpus, with forward slashes.' })
  path!: string;

  @Field(() => String, { description: "SHA-256 of the file's bytes, in hex." })
  sha256!: string;

  @Field(() => Float, { description: 'Length in seconds.' })
  durationSec!: number;

  @Field(() => Int, { description: 'Samples per second.' })
  sampleRateHz!: number;

  @Field(() => Int, { description: '1 mono, 2 stereo.' })
  channelCount!: number;

  @Field(() => Int, { description: 'Size of the file in bytes.' })
  sizeBytes!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'Loudness: RMS level of the whole clip in dB below full scale; null when it was imported without.',
  })
  rmsDbfs!: number | null;

  @Field(() => Float, { nullable: true, description: 'Largest magnitude in dB below full scale; null as above.' })
  peakDbfs!: number | null;

  @Field(() => String, { description: 'Who speaks, by the name the corpus gives.' })
  speaker!: string;

  @Field(() => String, { nullable: true, description: "Speaker's gender; null where the corpus does not say." })
  gender!: string | null;

  @Field(() => String, { nullable: true, description: 'Emotion acted; null where the corpus does not say.' })
  emotion!: string | null;

  @Field(() => String, { nullable: true, description: 'Emotional intensity; null where the corpus does not say.' })
  intensity!: string | null;

  @Field(() => String, { nullable: true, description: 'Which sentence is spoken; null where the corpus does not say.' })
  statement!: string | null;

  @Field(() => Int, { nullable: true, description: 'Which take it is, from 1; null where the corpus does not say.' })
  repetition!: number | null;
}

export const ClipConnection = countedConnectionOf(Clip, 'Clip', 'clips');
