import type { RowRef, RunReporter } from '@voxboard/domain';
import { predictBatch } from '@voxboard/inference';
import { ShapeMismatchError, TrainingCanceledError } from '../errors.js';
import { saveModel } from '../models/save-model.js';
import { type LayersModel, tf } from '../tensorflow.js';
import { predictRows } from '../training/evaluate.js';
import { RowSource } from '../training/row-source.js';
import { RunReport } from '../training/run-report.js';
import type { TrainOptions, TrainRequest, TrainResult } from '../training/train-request.js';
import { fitShrinkageLda } from './shrinkage-lda.js';

/** The covariance of more columns than this takes longer than a network. */
const MOST_COLUMNS = 4096;
/** Standardised values are kept within so many deviations: a covariance is at the mercy of outliers. */
const CLIP = 4;
const PREDICTION_BATCH = 1024;

/**
 * Fits LDA: one epoch, no gradient. `classWeights: 'balanced'` makes the classes equally likely beforehand; all other
 * hyperparameters but `standardize` have no meaning here.
 */
export async function trainLda(
  request: TrainRequest,
  reporter: RunReporter,
  options: TrainOptions,
): Promise<TrainResult> {
  const report = new RunReport(request, reporter, options);
  const source = new RowSource(request, CLIP);
  const { columns } = source;
  if (columns > MOST_COLUMNS) {
    throw new ShapeMismatchError(
      `LDA reads at most ${MOST_COLUMNS} values a row, but these rows have ${columns}. Choose an aggregated feature set.`,
      { path: ['architecture'] },
    );
  }
  const { fold, labelNames, config } = request;
  if (options.signal.aborted) throw new TrainingCanceledError();
  const started = options.now();
  const model = emptyModel(columns, labelNames.length);
  try {
    await report.started(model.countParams());
    const priors = config.hyperparameters.classWeights === 'balanced' ? 'equal' : 'train';
    const labels = source.labelsOf(fold.train);
    report.ledger.used('train', fold.train);
    const fitted = await fitShrinkageLda(source.rows(fold.train), labels, labelNames.length, priors);
    const weights = [tf.tensor2d(fitted.kernel, [columns, labelNames.length]), tf.tensor1d(fitted.bias)];
    model.setWeights(weights);
    tf.dispose(weights);
    const fitMs = options.now() - started;
    const predict = (rows: readonly RowRef[]) => predictWith(model, source, rows, options.signal);
    const onTrain = await report.score('TRAIN', fold.train, predict);
    const onValidation = fold.validation.length > 0 ? await report.score('VALIDATION', fold.validation, predict) : null;
    await report.epoch(0, 1, onTrain, onValidation, {
      learningRate: 0,
      seconds: (options.now() - started) / 1000,
      samplesPerSecond: (fold.train.length * 1000) / fitMs,
    });
    const scores = await report.evaluations(predict, source.fittedRows);
    for (const file of await saveModel(model, source.card([columns]))) await reporter.onArtifact(file);
    const { history, seconds } = report;
    const parameterCount = model.countParams();
    return { parameterCount, epochsRun: 1, bestEpoch: 0, stoppedEarly: false, history, ...scores, seconds };
  } finally {
    model.dispose();
  }
}

function emptyModel(columns: number, classCount: number): LayersModel {
  const model = tf.sequential();
  const initializers = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const;
  model.add(tf.layers.dense({ units: classCount, activation: 'softmax', inputShape: [columns], ...initializers }));
  return model;
}

function predictWith(model: LayersModel, source: RowSource, rows: readonly RowRef[], signal: AbortSignal) {
  const predictor = async (part: readonly RowRef[]) => {
    const input = tf.tensor2d(source.rows(part), [part.length, source.columns]);
    try {
      return await predictBatch(model, input);
    } finally {
      input.dispose();
    }
  };
  return predictRows(rows, PREDICTION_BATCH, predictor, signal);
}
