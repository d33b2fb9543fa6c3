import { createHash } from 'node:crypto';
import { cpus, platform, release } from 'node:os';
import { type Clip, type EvaluationReport, type Fold, labelNames, splitManifest } from '@voxboard/domain';
import { splitFolds } from '@voxboard/evaluation';
import { FeatureMatrixReader } from '@voxboard/extraction';
import { type BatchReport, chooseBackend, composeRequest, type TrainingBackend, train } from '@voxboard/trainer';
import { writeEffectiveConfig } from './effective-config.js';
import { type RunOutcome, summarise } from './experiment-summary.js';
import { FolderRunReporter, json } from './folder-run-reporter.js';
import { type Corpus, readCorpus } from './read-corpus.js';
import type { ResultsFolder } from './results-folder.js';
import { classesCsv, confusionCsv, type PredictionRow, predictionsCsv } from './tables.js';
import { InvalidTrainConfigError } from './train.errors.js';
import type { TrainConfig } from './train-config.js';
import { TrainProgress } from './train-progress.js';

export interface TrainExperimentOptions {
  readonly source: string;
  readonly dataDir: string;
  /** A backend's name; null: the first that works. */
  readonly backend: string | null;
  /** null: one a core. */
  readonly threads: number | null;
  /** Whether the loss of every batch is written. */
  readonly batches: boolean;
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly progress: TrainProgress;
}

interface PlannedRun {
  /** From 1. */
  readonly foldNumber: number;
  readonly fold: Fold;
  readonly seed: number;
}

/** What the command says at the end. */
export interface ExperimentResult {
  readonly summary: ReturnType<typeof summarise>;
  readonly labels: readonly string[];
}

/**
 * Trains every fold and seed of a configuration and writes everything into the results folder, which the caller gives
 * its name.
 * @throws the named errors of corpora, splits and trainer; ResultsNotWrittenError
 */
export async function trainExperiment(
  config: TrainConfig,
  results: ResultsFolder,
  options: TrainExperimentOptions,
): Promise<ExperimentResult> {
  const { source, dataDir, signal, progress, now } = options;
  const matrixPath = results.scratch('features.npy');
  const onProgress = (done: number, total: number) => progress.corpus(done, total);
  const startedMs = now();
  await writeEffectiveConfig(results, config);
  const corpus = await readCorpus({ source, recipe: config.recipe, dataDir, matrixPath, signal, onProgress });
  const runs = await planRuns(config, corpus, results);
  await writeCorpus(results, source, corpus);
  progress.plan(runs.length, config.experiment.hyperparameters.epochs, corpus.clips.length);
  const { backend, refusals } = await chooseBackend({
    preferred: options.backend,
    ...(options.threads !== null && { threads: options.threads }),
  });
  const matrix = new FeatureMatrixReader(matrixPath);
  try {
    const labels = labelNames(
      config.experiment.task,
      corpus.clips.map(({ speaker }) => speaker),
    );
    const outcomes: (RunOutcome & { readonly predictions: readonly PredictionRow[] })[] = [];
    for (const run of runs) {
      outcomes.push(await trainOne({ config, corpus, matrix, backend, results, options }, run));
    }
    const summary = summarise(
      outcomes.map(({ predictions: _, ...outcome }) => outcome),
      labels,
    );
    const { confusion, classes } = summary;
    const identity = { name: config.name, task: config.experiment.task, protocol: config.experiment.protocol, labels };
    await results.write('evaluation.json', json({ ...identity, ...summary }));
    await results.write('confusion.csv', confusionCsv(confusion));
    await results.write('classes.csv', classesCsv(classes));
    await results.write(
      'predictions.csv',
      predictionsCsv(
        outcomes.flatMap(({ predictions }) => predictions),
        labels,
      ),
    );
    const seconds = (now() - startedMs) / 1000;
    await results.write('environment.json', json({ ...machine(), backend: backend.statement, refusals, seconds }));
    return { summary, labels };
  } finally {
    matrix.close();
    await backend.dispose();
  }
}

interface TrainContext {
  readonly config: TrainConfig;
  readonly corpus: Corpus;
  readonly matrix: FeatureMatrixReader;
  readonly backend: TrainingBackend;
  readonly results: ResultsFolder;
  readonly options: TrainExperimentOptions;
}

async function trainOne(context: TrainContext, { foldNumber, fold, seed }: PlannedRun) {
  const { config, corpus, matrix, backend, results, options } = context;
  const { signal, now, progress } = options;
  const place = { fold: foldNumber, seed, folder: `runs/fold-${foldNumber}-seed-${seed}` };
  const reporter = new FolderRunReporter(results, place, (report) => progress.epoch(place, report));
  const { clips, columnNames } = corpus;
  const rowsPerClip = config.recipe.rows.length;
  const request = composeRequest({
    config: config.experiment,
    recipe: config.recipe,
    fold,
    seed,
    clips,
    matrix,
    rowsPerClip,
    columnNames,
  });
  const onBatch = options.batches ? { onBatch: (report: BatchReport) => reporter.onBatch(report) } : {};
  const result = await train(request, reporter, { backend, signal, now, ...onBatch });
  const rowsOf = (report: EvaluationReport) => predictionRows(report, place, clips);
  await reporter.finish(result, rowsOf);
  const test = reporter.evaluations.find(({ split }) => split === 'TEST');
  if (!test) throw new Error('the trainer did not evaluate the test part');
  progress.run(place, result);
  const rows = rowsOf(test).map(({ clip, prediction: { actual, predicted } }) => ({
    speaker: clip.speaker,
    actual,
    predicted,
  }));
  const { seconds, epochsRun, bestEpoch, stoppedEarly } = result;
  return {
    fold: foldNumber,
    seed,
    seconds,
    epochsRun,
    bestEpoch: bestEpoch + 1,
    stoppedEarly,
    test,
    rows,
    predictions: reporter.evaluations.flatMap(rowsOf),
  };
}

function predictionRows(
  { split, predictions }: EvaluationReport,
  { fold, seed }: { readonly fold: number; readonly seed: number },
  clips: readonly Clip[],
): PredictionRow[] {
  return predictions.flatMap((prediction) => {
    const clip = clips[prediction.clip];
    return clip ? [{ fold, seed, split, clip, prediction }] : [];
  });
}

/** The runs in the order they are trained; the split is written beside the results. */
async function planRuns(config: TrainConfig, { clips }: Corpus, results: ResultsFolder): Promise<PlannedRun[]> {
  const { protocol, task } = config.experiment;
  const { folds, balance } = splitFolds(protocol, clips, config.recipe.rows.length, task, config.splitSeed);
  const unknown = config.folds?.find((number) => number > folds.length);
  if (unknown !== undefined) {
    throw new InvalidTrainConfigError(`folds: there is no fold ${unknown}; ${protocol.name} has ${folds.length}.`);
  }
  const sha256 = createHash('sha256').update(splitManifest(folds)).digest('hex');
  const paths = (rows: Fold['train']) => [...new Set(rows.map(({ clip }) => clips[clip]?.path ?? ''))].sort();
  const parts = folds.map(({ train: trained, validation, test }, index) => ({
    fold: index + 1,
    train: paths(trained),
    validation: paths(validation),
    test: paths(test),
  }));
  await results.write('split.json', json({ protocol, seed: config.splitSeed, sha256, balance, folds: parts }));
  return config.seeds.flatMap((seed) =>
    folds.flatMap((fold, index) =>
      config.folds === null || config.folds.includes(index + 1) ? [{ foldNumber: index + 1, fold, seed }] : [],
    ),
  );
}

async function writeCorpus(results: ResultsFolder, source: string, corpus: Corpus): Promise<void> {
  const { clips, versionHash, report, failures } = corpus;
  const { skipped, notes, duplicates } = report;
  const statement = { source, versionHash, clipCount: clips.length, failures, skipped, notes, duplicates };
  await results.write('corpus.json', json(statement));
}

function machine() {
  const processors = cpus();
  return {
    node: process.version,
    system: `${platform()} ${release()} ${process.arch}`,
    processor: processors[0]?.model ?? 'unknown',
    cores: processors.length,
  };
}
