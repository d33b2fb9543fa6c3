import type { TrashKind } from '@voxboard/db';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../shared/connection.type.js';
import { DateTime } from '../shared/scalars.js';

const TrashKindEnum: { readonly [Kind in TrashKind]: Kind } = {
  EXPERIMENT: 'EXPERIMENT',
  RUN: 'RUN',
  FEATURE_SET: 'FEATURE_SET',
  DATASET: 'DATASET',
};
registerEnumType(TrashKindEnum, {
  name: 'TrashKind',
  description: 'What something in the trash is.',
  valuesConfig: {
    EXPERIMENT: { description: 'An experiment with its runs; `restoreExperiment` brings it back.' },
    RUN: { description: 'A run that was deleted on its own; `restoreRuns` brings it back.' },
    FEATURE_SET: { description: 'A feature set; `restoreFeatureSet` brings it back.' },
    DATASET: { description: 'A dataset with its versions and features; `restoreDataset` brings it back.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: 'Something that was deleted and can be brought back. What went with it is no entry of its own.',
})
export class TrashItem {
  @Field(() => TrashKindEnum, { description: 'What it is.' })
  kind!: TrashKind;

  @Field(() => ID, { description: 'Its id, under which it is brought back.' })
  id!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      "What it belongs to, by name: a run's experiment, a feature set's dataset; null for what stands alone.",
  })
  partOf!: string | null;

  @Field(() => DateTime, { description: 'When it was deleted.' })
  deletedAt!: Date;

  @Field(() => DateTime, { description: 'From when on it is removed for good.' })
  purgeAfter!: Date;
}

export const TrashItemConnection = connectionOf(TrashItem, 'TrashItem', 'what was deleted');

@ObjectType({ simpleResolvers: true, description: 'What deleting for good would free. Nothing is changed by asking.' })
export class DeletionPreview {
  @Field(() => Int, { description: 'Experiments that would go.' })
  experiments!: number;

  @Field(() => Int, { description: 'Runs that would go, with their metrics, predictions and logs.' })
  runs!: number;

  @Field(() => Int, { description: 'Runs that wait or are being trained: they would be canceled.' })
  activeRuns!: number;

  @Field(() => Float, { description: 'Points of metrics.' })
  metricPoints!: number;

  @Field(() => Int, { description: 'Files that nothing else refers to.' })
  files!: number;

  @Field(() => Float, { description: 'Bytes of those files.' })
  fileBytes!: number;

  @Field(() => Int, { description: 'Files that stay, because something else refers to them too.' })
  sharedFiles!: number;

  @Field(() => Int, { description: 'Checkpoints to go on from.' })
  checkpoints!: number;

  @Field(() => Float, { description: 'Bytes of those checkpoints.' })
  checkpointBytes!: number;

  @Field(() => Int, { description: 'Days until then, during which all of it can be brought back.' })
  retentionDays!: number;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What a project takes up. Files that it shares with others count whole.',
})
export class StorageUsage {
  @Field(() => Float, { description: 'Bytes of recordings.' })
  recordingBytes!: number;

  @Field(() => Float, { description: 'Bytes of computed features.' })
  featureBytes!: number;

  @Field(() => Float, { description: 'Bytes of models, reports and other files of runs.' })
  artifactBytes!: number;

  @Field(() => Float, { description: 'Bytes of checkpoints.' })
  checkpointBytes!: number;

  @Field(() => Float, { description: 'Points of metrics.' })
  metricPoints!: number;

  @Field(() => Float, { description: 'Predictions kept, one a tested row and run.' })
  predictions!: number;

  @Field(() => Int, { description: 'Experiments in the trash.' })
  deletedExperiments!: number;

  @Field(() => Float, {
    description: 'Bytes of files that only runs in the trash refer to: what emptying it would free.',
  })
  trashBytes!: number;

  @Field(() => Int, { description: 'Days that something deleted can be brought back.' })
  retentionDays!: number;
}
