import {
  ArchitectureReader,
  ArtifactReader,
  CertificateReader,
  ClipReader,
  ConfusionMatrixReader,
  type Database,
  DatasetImportReader,
  DatasetReader,
  ExperimentReader,
  FeatureSetReader,
  HealthReader,
  LeaderboardReader,
  NodeReader,
  PredictionReader,
  ProjectReader,
  PublishedFigureReader,
  RunLogReader,
  RunPageReader,
  RunReader,
  ScoreReader,
  SplitPlanReader,
  WorkerReader,
} from '@voxboard/db';

export type Readers = ReturnType<typeof createReaders>;

/** Every reader over one database, or over one transaction of it. */
export function createReaders({ sql }: Pick<Database, 'sql'>) {
  return {
    architecture: new ArchitectureReader(sql),
    artifact: new ArtifactReader(sql),
    certificate: new CertificateReader(sql),
    clip: new ClipReader(sql),
    confusionMatrix: new ConfusionMatrixReader(sql),
    dataset: new DatasetReader(sql),
    datasetImport: new DatasetImportReader(sql),
    experiment: new ExperimentReader(sql),
    featureSet: new FeatureSetReader(sql),
    health: new HealthReader(sql),
    leaderboard: new LeaderboardReader(sql),
    node: new NodeReader(sql),
    prediction: new PredictionReader(sql),
    project: new ProjectReader(sql),
    publishedFigure: new PublishedFigureReader(sql),
    run: new RunReader(sql),
    runLog: new RunLogReader(sql),
    runPage: new RunPageReader(sql),
    score: new ScoreReader(sql),
    splitPlan: new SplitPlanReader(sql),
    worker: new WorkerReader(sql),
  };
}
