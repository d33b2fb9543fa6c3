import { Field, Float, Int, ObjectType } from 'type-graphql';

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
