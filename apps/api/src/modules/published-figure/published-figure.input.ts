import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { TaskEnum } from '../shared/enums.js';

@InputType({ description: 'A published result. Scores are shares: .61, not 61.' })
export class PublishedFigureInput {
  @Field(() => TaskEnum, { description: 'What was predicted.' })
  task!: keyof typeof TaskEnum;

  @Field(() => String, { description: 'What was measured: the model, for example.' })
  title!: string;

  @Field(() => String, { description: 'Who published it and where, as in a list of references.' })
  source!: string;

  @Field(() => String, { nullable: true, description: 'An http(s) address, or a DOI.' })
  url?: string | null;

  @Field(() => String, { description: 'Name of the protocol it comes closest to, or "not-stated".' })
  protocolName!: string;

  @Field(() => String, { nullable: true, description: 'How the source says it split, in its words.' })
  protocolNote?: string | null;

  @Field(() => Float, { nullable: true, description: 'Unweighted average recall, 0 to 1.' })
  uar?: number | null;

  @Field(() => Float, { nullable: true, description: 'Accuracy, 0 to 1.' })
  accuracy?: number | null;

  @Field(() => Float, { nullable: true, description: 'Macro F1, 0 to 1.' })
  macroF1?: number | null;

  @Field(() => Int, { nullable: true, description: 'Speakers tested.' })
  speakerCount?: number | null;

  @Field(() => Int, { nullable: true, description: 'Clips tested.' })
  clipCount?: number | null;

  @Field(() => String, { nullable: true, description: 'What else a reader should know.' })
  note?: string | null;
}

@InputType({ description: 'A published result to enter.' })
export class AddPublishedFigureInput {
  @Field(() => String, { description: 'The project it is for.' })
  projectSlug!: string;

  @Field(() => ID, { description: 'The dataset it was measured on; its versions share it.' })
  datasetId!: string;

  @Field(() => PublishedFigureInput, { description: 'What was published.' })
  figure!: PublishedFigureInput;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}
