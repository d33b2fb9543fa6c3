import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { TaskEnum } from '../shared/enums.js';

export const LaunchOutcomeEnum = {
  LAUNCHED: 'LAUNCHED',
  THERE_ALREADY: 'THERE_ALREADY',
  WAITING: 'WAITING',
  REFUSED: 'REFUSED',
} as const;
registerEnumType(LaunchOutcomeEnum, {
  name: 'LaunchOutcome',
  description: 'What came of one part of a request to launch several experiments.',
  valuesConfig: {
    LAUNCHED: { description: 'Its runs wait for a worker.' },
    THERE_ALREADY: { description: 'The same configuration was launched before.' },
    WAITING: { description: 'Its features are being computed; it is launched by itself when they are ready.' },
    REFUSED: { description: 'It cannot be launched; the message says why.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'How long something will take, and how that is known.' })
export class TimeEstimate {
  @Field(() => Float, { description: 'Seconds of training, all runs one after the other.' })
  seconds!: number;

  @Field(() => String, { description: 'What was multiplied with what, and where the rate was measured.' })
  basis!: string;
}

@ObjectType({ simpleResolvers: true, description: 'What was published of the same thing.' })
export class PublishedAccuracy {
  @Field(() => Float, { nullable: true, description: 'Accuracy, 0 to 1.' })
  accuracy!: number | null;

  @Field(() => String, { description: 'What a reader should know of it.' })
  note!: string;
}

@ObjectType('TemplatePart', { simpleResolvers: true, description: 'One experiment of a template.' })
export class TemplatePartType {
  @Field(() => String, { description: 'What launchTemplate takes in `parts`.' })
  key!: string;

  @Field(() => String, { description: 'What it is, for people.' })
  title!: string;

  @Field(() => TaskEnum, { description: 'What it predicts.' })
  task!: keyof typeof TaskEnum;

  @Field(() => String, { description: 'Name of the architecture.' })
  architecture!: string;

  @Field(() => String, { description: 'Name of the recipe of its features.' })
  recipe!: string;

  @Field(() => String, { description: 'Name of the protocol.' })
  protocol!: string;

  @Field(() => Boolean, { description: 'Whether it is launched unless parts are named: those that take minutes.' })
  isDefault!: boolean;

  @Field(() => Int, { description: 'Runs with one seed: the folds of its protocol.' })
  runCount!: number;

  @Field(() => String, { nullable: true, description: 'Why it cannot be launched on these clips; null when it can.' })
  problem!: string | null;

  @Field(() => TimeEstimate, {
    nullable: true,
    description: 'How long it will train with one seed, features not counted; null where nothing like it was measured.',
  })
  estimate!: TimeEstimate | null;

  @Field(() => PublishedAccuracy, { nullable: true, description: 'What was published of it; null when nothing was.' })
  published!: PublishedAccuracy | null;

  @Field(() => Boolean, { description: 'Whether it was asked for and waits for its features.' })
  isWaiting!: boolean;

  @Field(() => String, { nullable: true, description: 'Why the last attempt came to nothing; null when it did not.' })
  error!: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'A ready-made set of experiments.' })
export class ExperimentTemplate {
  @Field(() => String, { description: 'Its name for scripts.' })
  key!: string;

  @Field(() => String, { description: 'Its name for people.' })
  title!: string;

  @Field(() => String, { description: 'What it is good for.' })
  description!: string;

  @Field(() => [TemplatePartType], { description: 'Its experiments.' })
  parts!: TemplatePartType[];
}

@ObjectType({ simpleResolvers: true, description: 'What came of one part of a template.' })
export class LaunchedPart {
  @Field(() => String, { description: 'The part, or the protocol.' })
  key!: string;

  @Field(() => LaunchOutcomeEnum, { description: 'What came of it.' })
  outcome!: keyof typeof LaunchOutcomeEnum;

  @Field(() => String, { nullable: true, description: 'Why it was refused; null otherwise.' })
  message!: string | null;

  @Field(() => ID, { nullable: true, description: 'The experiment; null while it waits and where it was refused.' })
  experimentId!: string | null;
}

export interface TemplateLaunch {
  readonly parts: LaunchedPart[];
}
