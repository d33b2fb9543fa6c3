import type {
  ClipRow,
  CompositionRow,
  DatasetImportRow,
  Page,
  PageArguments,
  PredictionColumns,
  RunCounts,
  RunRow,
  SliceRow,
} from '@voxboard/db';
import type { Split } from '@voxboard/domain';
import DataLoader from 'dataloader';
import type { RunMetricSummary, SeriesSelection, SummarySelection } from './modules/metric/metric.service.js';
import type { MetricSeries } from './modules/metric/metric.type.js';
import { MetricsAhead } from './modules/run/metrics-ahead.js';
import { scoreSheet } from './modules/score-sheet/score-sheet.js';
import type { ScoreSheet } from './modules/score-sheet/score-sheet.type.js';
import { LoaderFamily, listLoader, rowLoader } from './modules/shared/batch-loader.js';
import type { Readers } from './readers.js';
import type { Services } from './services.js';

export type Loaders = ReturnType<typeof createLoaders>;

/** What one request has read so far. Made anew for each request, and for each event of a subscription. */
export function createLoaders(readers: Readers, services: Services) {
  return {
    architecture: rowLoader((ids) => readers.architecture.byIds(ids)),
    artifact: rowLoader((ids) => readers.artifact.byIds(ids)),
    artifactsOfRun: listLoader((ids) => readers.artifact.ofRuns(ids)),
    certificateOfExperiment: rowLoader((ids) => services.certificate.ofExperiments(ids)),
    certificateOfRun: rowLoader((ids) => services.certificate.ofRuns(ids)),
    clip: rowLoader((ids) => readers.clip.byIds(ids)),
    clipAt: new DataLoader(
      (places: readonly { versionId: string; position: number }[]) => readers.clip.byPositions(places),
      { maxBatchSize: 1000, cacheKeyFn: ({ versionId, position }) => `${versionId} ${position}` },
    ),
    clipsOfVersion: listLoader<ClipRow>((ids) => Promise.all(ids.map((id) => readers.clip.ofVersion(id)))),
    composition: listLoader<CompositionRow>((ids) => readers.clip.composition(ids)),
    confusionMatricesOfRun: listLoader((ids) => readers.confusionMatrix.ofRuns(ids)),
    historyOfWorker: new LoaderFamily<number, readonly RunRow[]>((first) =>
      listLoader((ids) => readers.run.historyOf(ids, first)),
    ),
    currentRunsOfWorker: listLoader((ids) => readers.run.currentOf(ids)),
    dataset: rowLoader((ids) => readers.dataset.byIds(ids)),
    datasetImport: rowLoader((ids) => readers.datasetImport.byIds(ids)),
    importsOfDataset: new LoaderFamily<number, readonly DatasetImportRow[]>((first) =>
      listLoader((ids) => readers.datasetImport.latestOf(ids, first)),
    ),
    datasetVersion: rowLoader((ids) => readers.dataset.versionsByIds(ids)),
    versionsOfDataset: listLoader((ids) => readers.dataset.versionsOf(ids)),
    experiment: rowLoader((ids) => readers.experiment.byIds(ids)),
    runCounts: rowLoader<RunCounts>((ids) => readers.experiment.runCounts(ids)),
    featureSet: rowLoader((ids) => readers.featureSet.byIds(ids)),
    featureSetsOfVersion: listLoader((ids) => readers.featureSet.ofVersions(ids)),
    metricsAhead: new MetricsAhead(readers.runSummary),
    metricSeries: new LoaderFamily<SeriesSelection, readonly MetricSeries[]>((selection) =>
      listLoader(async (ids) => byRun(ids, await services.metric.series(ids, selection))),
    ),
    metricSummaries: new LoaderFamily<SummarySelection, readonly RunMetricSummary[]>((selection) =>
      listLoader((ids) => services.metric.summaries(ids, selection)),
    ),
    aliasesOfModel: listLoader((ids) => readers.model.aliasesOf(ids)),
    aliasMovesOfModel: listLoader((ids) => readers.model.movesOf(ids)),
    clipPrediction: rowLoader((ids) => readers.clipPrediction.byIds(ids)),
    filesOfModelVersion: listLoader((ids) => readers.modelVersion.filesOf(ids)),
    latestModelVersion: rowLoader((ids) => readers.modelVersion.latestOf(ids)),
    modelVersion: rowLoader((ids) => readers.modelVersion.byIds(ids)),
    modelVersionsOfRun: listLoader((ids) => readers.modelVersion.ofRuns(ids)),
    savedView: rowLoader((ids) => readers.savedView.byIds(ids)),
    registeredModel: rowLoader((ids) => readers.model.byIds(ids)),
    nodeKind: rowLoader((ids) => readers.node.kindsOf(ids)),
    project: rowLoader((ids) => readers.project.byIds(ids)),
    queuePosition: rowLoader((ids) => readers.run.queuePositions(ids)),
    run: rowLoader((ids) => readers.run.byIds(ids)),
    runNeighbours: rowLoader((ids) => readers.run.neighbours(ids)),
    runsOfExperiment: new LoaderFamily<PageArguments, Page<RunRow> | null>((page) =>
      rowLoader((ids) => readers.runPage.ofExperiments(ids, page)),
    ),
    score: rowLoader((ids) => services.score.ofExperiments(ids)),
    scoresOfExperiment: new LoaderFamily<Split, ScoreSheet | null>((split) =>
      rowLoader(async (ids) => sheets(split, await readers.predictionRows.ofExperiments(ids, split))),
    ),
    scoresOfRun: new LoaderFamily<Split, ScoreSheet | null>((split) =>
      rowLoader(async (ids) => sheets(split, await readers.predictionRows.ofRuns(ids, split))),
    ),
    slicesOfRun: new LoaderFamily<Split, readonly SliceRow[]>((split) =>
      listLoader((ids) => readers.slice.ofRuns(ids, split)),
    ),
    splitPlan: rowLoader((ids) => readers.splitPlan.byIds(ids)),
    selectionsOfExperiment: listLoader((ids) => readers.sweep.selections(ids)),
    sweep: rowLoader((ids) => readers.sweep.byIds(ids)),
    trialsOfSweep: listLoader((ids) => readers.sweep.trialsOf(ids)),
    trainingFacts: rowLoader((ids) => readers.leaderboard.trainingFacts(ids)),
    worker: rowLoader((ids) => readers.worker.byIds(ids)),
  };
}

function sheets(split: Split, groups: readonly (readonly PredictionColumns[])[]): (ScoreSheet | null)[] {
  return groups.map((runs) => scoreSheet(split, runs));
}

function byRun(runIds: readonly string[], series: readonly MetricSeries[]): MetricSeries[][] {
  const groups = new Map<string, MetricSeries[]>(runIds.map((id) => [id, []]));
  for (const one of series) groups.get(one.runId)?.push(one);
  return runIds.map((id) => groups.get(id) ?? []);
}
