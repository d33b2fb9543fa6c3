import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../shared/connection.type.js';
import { TaskEnum } from '../shared/enums.js';
import { Node } from '../shared/node.type.js';
import { DateTime, Json } from '../shared/scalars.js';
import { ModelTraining } from './model-training.type.js';

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: 'A model that people use by name. All its versions tell the same classes apart, by the same features.',
})
export class RegisteredModel extends Node {
  @Field(() => String, { description: 'Name, unique in the project.' })
  name!: string;

  @Field(() => String, { description: 'What it is for; may be empty.' })
  description!: string;

  @Field(() => TaskEnum, { description: 'What it predicts.' })
  task!: keyof typeof TaskEnum;

  @Field(() => [String], { description: 'Its classes, in the order of probabilities.' })
  labels!: string[];

  @Field(() => Json, { description: 'The recipe by which a recording becomes what it reads.' })
  recipe!: unknown;

  @Field(() => DateTime, { description: 'When its first version was registered.' })
  createdAt!: Date;

  @Field(() => DateTime, { nullable: true, description: 'When it was archived; null while it is in use.' })
  archivedAt!: Date | null;
}

@ObjectType({
  implements: Node,
  simpleResolvers: true,
  description: "One run's model under a name, with its score as it was registered. It outlives the run.",
})
export class ModelVersion extends Node {
  @Field(() => Int, { description: '1, 2, 3 … within the model.' })
  number!: number;

  @Field(() => String, { description: 'Free text; may be empty.' })
  notes!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Protocol of its run; null where an outside script did not say.',
  })
  protocolName!: string | null;

  @Field(() => String, {
    description: 'What the leak audit said when it was registered: CLEAN, LEAKY, UNPROVEN or UNVERIFIED.',
  })
  auditStatus!: string;

  @Field(() => String, { nullable: true, description: "SHA-256 of its run's certificate; null without one." })
  certificateHash!: string | null;

  @Field(() => Float, { nullable: true, description: 'Mean recall of the classes on the test part, 0 to 1.' })
  uar!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Lower end of the 95 % interval over speakers; null where there is none.',
  })
  uarLower!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Upper end of the 95 % interval over speakers; null where there is none.',
  })
  uarUpper!: number | null;

  @Field(() => Float, { nullable: true, description: 'Share of the test part that it got right, 0 to 1.' })
  accuracy!: number | null;

  @Field(() => Float, { nullable: true, description: 'Mean F1 of the classes on the test part, 0 to 1.' })
  macroF1!: number | null;

  @Field(() => Int, { nullable: true, description: 'Clips that it was tested on.' })
  testClipCount!: number | null;

  @Field(() => Int, { nullable: true, description: 'People that it was tested on; null where they are not known.' })
  testSpeakerCount!: number | null;

  @Field(() => Int, { nullable: true, description: 'Numbers in the model.' })
  parameterCount!: number | null;

  @Field(() => [String], { description: 'What stood against registering it, in words; empty where nothing did.' })
  objections!: string[];

  @Field(() => String, {
    nullable: true,
    description: 'Why it was registered in spite of that; null where nothing stood against it.',
  })
  overrideReason!: string | null;

  @Field(() => DateTime, { description: 'When it was registered.' })
  createdAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'A file of a model version.' })
export class ModelFile {
  @Field(() => String, { description: 'model.json, weights.bin or voxboard.json.' })
  path!: string;

  @Field(() => String, { description: 'SHA-256 of its bytes.' })
  sha256!: string;

  @Field(() => Int, { description: 'Its size.' })
  sizeBytes!: number;

  @Field(() => String, { description: 'Its media type.' })
  mediaType!: string;

  @Field(() => String, { description: 'Where it is found on this server; the files lie beside each other.' })
  url!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A name such as "production" that points at one version at a time.' })
export class ModelAlias {
  @Field(() => String, { description: 'The alias.' })
  name!: string;

  @Field(() => DateTime, { description: 'Since when it points there.' })
  movedAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'That an alias was moved.' })
export class ModelAliasMove {
  @Field(() => ID, { description: 'Identifies the move.' })
  id!: string;

  @Field(() => String, { description: 'The alias.' })
  alias!: string;

  @Field(() => String, { description: 'Why; may be empty.' })
  reason!: string;

  @Field(() => DateTime, { description: 'When.' })
  movedAt!: Date;
}

@ObjectType({
  simpleResolvers: true,
  description: "Whether a run's model can be registered, and what would be kept with it.",
})
export class Promotion {
  @Field(() => Boolean, { description: 'Whether the run has ended well and left a model.' })
  isPossible!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it cannot be registered at all; null where it can.' })
  obstacle!: string | null;

  @Field(() => [String], {
    description: 'What stands against it, in words. It takes a reason to register it all the same.',
  })
  objections!: string[];

  @Field(() => String, { nullable: true, description: 'Its protocol; null where an outside script did not say.' })
  protocolName!: string | null;

  @Field(() => Float, { nullable: true, description: 'Mean recall of the classes on its test part, 0 to 1.' })
  uar!: number | null;

  @Field(() => Float, { nullable: true, description: 'Lower end of the 95 % interval over speakers.' })
  uarLower!: number | null;

  @Field(() => Float, { nullable: true, description: 'Upper end of the 95 % interval over speakers.' })
  uarUpper!: number | null;

  @Field(() => Int, { nullable: true, description: 'Clips that it was tested on.' })
  testClipCount!: number | null;

  @Field(() => Int, { nullable: true, description: 'People that it was tested on.' })
  testSpeakerCount!: number | null;

  @Field(() => ModelTraining, { description: 'What it was trained on, how, and with what.' })
  training!: ModelTraining;
}

export const RegisteredModelConnection = connectionOf(RegisteredModel, 'RegisteredModel', 'registered models');
export const ModelVersionConnection = connectionOf(ModelVersion, 'ModelVersion', 'model versions');
