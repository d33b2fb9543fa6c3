import { Field, ID, InputType, Int } from 'type-graphql';
import { SplitEnum, TaskEnum } from '../shared/enums.js';

@InputType({ description: 'A recording of a list of your own.' })
export class EvidenceClipInput {
  @Field(() => String, { description: 'Name that rows call it by, unique in the list; for example its path.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: "SHA-256 of the file's bytes; without it duplicates cannot be told.",
  })
  sha256?: string | null;

  @Field(() => String, { description: 'Who speaks.' })
  speaker!: string;

  @Field(() => String, { nullable: true, description: '`male` or `female`; null when not known.' })
  gender?: string | null;

  @Field(() => String, { nullable: true, description: 'The emotion that the corpus states; null when it does not.' })
  emotion?: string | null;

  @Field(() => String, { nullable: true, description: '`normal` or `strong`; null when not known.' })
  intensity?: string | null;

  @Field(() => String, { nullable: true, description: 'The sentence, by name; null when not known.' })
  statement?: string | null;

  @Field(() => Int, { nullable: true, description: 'Which take of the sentence; null when not known.' })
  repetition?: number | null;
}

@InputType({ description: 'A row that was used: a recording as it is, or an augmented version of it.' })
export class EvidenceRowInput {
  @Field(() => String, { description: 'The recording: its name (path), or its SHA-256.' })
  clip!: string;

  @Field(() => Int, { defaultValue: 0, description: '0 as it is; 1, 2 … its augmented versions.' })
  augmentation!: number;
}

@InputType({ description: 'The label that a recording was used with.' })
export class EvidenceLabelInput {
  @Field(() => String, { description: 'The recording: its name (path), or its SHA-256.' })
  clip!: string;

  @Field(() => String, { description: 'The class name.' })
  label!: string;
}

@InputType({
  description: 'How a run was made. What is left out was not recorded: the audit says so and calls the run UNPROVEN.',
})
export class UploadRunEvidenceInput {
  @Field(() => ID, { description: 'A run that a script of your own logs or logged.' })
  runId!: string;

  @Field(() => TaskEnum, { description: 'What the model predicts.' })
  task!: keyof typeof TaskEnum;

  @Field(() => String, { description: 'The protocol it claims: `by-speaker`, `by-clip`, `loso`, `by-statement` …' })
  protocol!: string;

  @Field(() => [String], { description: 'Class names, in the order of class indices.' })
  labels!: string[];

  @Field(() => ID, {
    nullable: true,
    description: 'A dataset version here whose clips the rows name. Either this or `clips`.',
  })
  datasetVersionId?: string | null;

  @Field(() => [EvidenceClipInput], {
    nullable: true,
    description: 'The recordings, where the dataset is not here. Either this or `datasetVersionId`.',
  })
  clips?: EvidenceClipInput[] | null;

  @Field(() => [EvidenceRowInput], { description: 'Rows that the model was fitted on.' })
  trained!: EvidenceRowInput[];

  @Field(() => [EvidenceRowInput], {
    defaultValue: [],
    description: 'Rows that steered it; empty when there were none.',
  })
  validated!: EvidenceRowInput[];

  @Field(() => [EvidenceRowInput], { description: 'Rows that its score is of.' })
  tested!: EvidenceRowInput[];

  @Field(() => [EvidenceRowInput], {
    nullable: true,
    description: 'Rows that scaling or any other fitted preparation saw; empty when nothing was fitted.',
  })
  fitted?: EvidenceRowInput[] | null;

  @Field(() => [EvidenceRowInput], {
    nullable: true,
    description: 'Rows used without their labels to adapt anything; empty when there were none.',
  })
  unlabelled?: EvidenceRowInput[] | null;

  @Field(() => [SplitEnum], {
    nullable: true,
    description: 'What early stopping, schedule and choice of checkpoint watched, one part; empty: nothing.',
  })
  stoppedOn?: (keyof typeof SplitEnum)[] | null;

  @Field(() => [SplitEnum], {
    nullable: true,
    description: 'Parts whose scores hyperparameters were chosen by; empty: they were fixed beforehand.',
  })
  tunedOn?: (keyof typeof SplitEnum)[] | null;

  @Field(() => [EvidenceLabelInput], {
    nullable: true,
    description: 'The labels that recordings were used with, to be held against what the corpus says.',
  })
  usedLabels?: EvidenceLabelInput[] | null;

  @Field(() => String, { nullable: true, description: 'Sending the request again with the same key does it once.' })
  idempotencyKey?: string | null;
}
