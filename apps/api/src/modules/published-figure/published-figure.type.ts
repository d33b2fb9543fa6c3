import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { TaskEnum } from '../shared/enums.js';
import { DateTime } from '../shared/scalars.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A result that somebody published: shown beside a board, never ranked as measured here.',
})
export class PublishedFigure {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => TaskEnum, { description: 'What was predicted.' })
  task!: keyof typeof TaskEnum;

  @Field(() => String, { description: 'What was measured: the model, for example.' })
  title!: string;

  @Field(() => String, { description: 'Who published it and where, as in a list of references.' })
  source!: string;

  @Field(() => String, { nullable: true, description: 'Where to read it; a DOI becomes its address.' })
  url!: string | null;

  @Field(() => String, { description: 'The protocol it comes closest to, or "not-stated": decides the list.' })
  protocolName!: string;

  @Field(() => String, { description: 'How the source says it split; may be empty.' })
  protocolNote!: string;

  @Field(() => Float, { nullable: true, description: 'Unweighted average recall, 0 to 1; null when not stated.' })
  uar!: number | null;

  @Field(() => Float, { nullable: true, description: 'Accuracy, 0 to 1; null when not stated.' })
  accuracy!: number | null;

  @Field(() => Float, { nullable: true, description: 'Macro F1, 0 to 1; null when not stated.' })
  macroF1!: number | null;

  @Field(() => Int, { nullable: true, description: 'Speakers tested; null when not stated.' })
  speakerCount!: number | null;

  @Field(() => Int, { nullable: true, description: 'Clips tested; null when not stated.' })
  clipCount!: number | null;

  @Field(() => String, { description: 'What else a reader should know; may be empty.' })
  note!: string;

  @Field(() => DateTime, { description: 'When it was entered.' })
  createdAt!: Date;

  @Field(() => DateTime, { description: 'When it was last changed.' })
  updatedAt!: Date;
}
