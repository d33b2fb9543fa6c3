import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type EpochReport,
  type Hyperparameters,
  isLeakyByDesign,
  Rng,
  type RowRef,
  type RunReporter,
} from '@voxboard/domain';
import { buildModel } from '../architectures/build-model.js';
import { type OutputHead, outputHead } from '../architectures/output-head.js';
import { DivergedError, TrainingCanceledError } from '../errors.js';
import { saveModel } from '../models/save-model.js';
import type { ModelCard } from '../models/saved-model.js';
import { type LayersModel, tf } from '../tensorflow.js';
import { rowOffset } from './check-request.js';
import { EarlyStopping } from './early-stopping.js';
import { EpochScore } from './epoch-score.js';
import { evaluationReport, predictBatch, predictRows } from './evaluate.js';
import { createLearningRate } from './learning-rate.js';
import { argMax, classProbabilities, targetRows } from './loss.js';
import type { MonitoredMetrics } from './monitor.js';
import { Optimizer } from './optimizer.js';
import { RowSource } from './row-source.js';
import { seedDropout, TrainingRandomness } from './seeded-dropout.js';
import { fitStandardizer } from './standardizer.js';
import type { TrainOptions, TrainRequest, TrainResult } from './train-request.js';
import { trainableVariables, trainStep } from './train-step.js';

/** Rows a prediction takes at once; more only costs memory. */
const PREDICTION_BATCH = 128;

/** Trains a network; see `train`. */
export async function trainNetwork(
  request: TrainRequest,
  reporter: RunReporter,
  options: TrainOptions,
): Promise<TrainResult> {
  const { config, features, labelNames, seed } = request;
  const model = buildModel(config.architecture, features.shape, labelNames.length, seed);
  const training = new NetworkTraining(request, reporter, options, model);
  try {
    return await training.run();
  } finally {
    training.dispose();
  }
}

class NetworkTraining {
  readonly #h: Hyperparameters;
  readonly #rows: RowSource;
  readonly #optimizer: Optimizer;
  readonly #randomness: TrainingRandomness;
  readonly #head: OutputHead;
  readonly #history: EpochReport[] = [];
  #bestWeights: Float32Array[] | null = null;

  constructor(
    private readonly request: TrainRequest,
    private readonly reporter: RunReporter,
    private readonly options: TrainOptions,
    private readonly model: LayersModel,
  ) {
    this.#h = request.config.hyperparameters;
    this.#randomness = new TrainingRandomness(new Rng(request.seed));
    seedDropout(model, this.#randomness);
    const inputShape = model.inputs[0].shape.slice(1) as number[];
    this.#rows = new RowSource(request.features, this.#fitStandardizer(), inputShape);
    this.#optimizer = new Optimizer(trainableVariables(model), this.#h);
    this.#head = outputHead(model, request.labelNames.length);
  }

  async run(): Promise<TrainResult> {
    const { reporter, request, options, model } = this;
    const started = options.now();
    const parameterCount = model.countParams();
    await reporter.onStarted({ backend: options.backend.statement, parameterCount, labels: request.labelNames });
    const { epochsRun, bestEpoch, stoppedEarly } = await this.#fit();
    const { validation, test } = await this.#evaluate();
    for (const file of await saveModel(model, this.#card())) await reporter.onArtifact(file);
    const seconds = (options.now() - started) / 1000;
    return { parameterCount, epochsRun, bestEpoch, stoppedEarly, history: this.#history, validation, test, seconds };
  }

  dispose(): void {
    this.#optimizer.dispose();
    this.model.dispose();
  }

  async #fit(): Promise<{ epochsRun: number; bestEpoch: number; stoppedEarly: boolean }> {
    const { epochs, monitor, earlyStoppingPatience } = this.#h;
    const learningRate = createLearningRate(this.#h);
    const stopping = new EarlyStopping(monitor, earlyStoppingPatience);
    for (let epoch = 0; epoch < epochs; epoch++) {
      const validation = await this.#epoch(epoch, learningRate.at.bind(learningRate));
      learningRate.onEpochEnd(validation);
      const verdict = stopping.onEpochEnd(epoch, validation);
      if (verdict === 'improved') this.#bestWeights = await this.#copyWeights();
      if (verdict !== 'stop') continue;
      this.#restoreBest();
      await this.reporter.onLog(
        `Stopped after epoch ${epoch + 1}; weights of epoch ${stopping.bestEpoch + 1} restored.`,
      );
      return { epochsRun: epoch + 1, bestEpoch: stopping.bestEpoch, stoppedEarly: true };
    }
    const bestEpoch = this.#bestWeights ? stopping.bestEpoch : epochs - 1;
    this.#restoreBest();
    return { epochsRun: epochs, bestEpoch, stoppedEarly: false };
  }

  async #epoch(
    epoch: number,
    rateAt: (epoch: number, batch: number, batchCount: number) => number,
  ): Promise<MonitoredMetrics | null> {
    const { now } = this.options;
    const { train, validation } = this.request.fold;
    const started = now();
    this.#randomness.startEpoch(epoch);
    const order = new Rng(this.request.seed).fork(`shuffle-${epoch}`).shuffle([...train]);
    const batchCount = Math.ceil(order.length / this.#h.batchSize);
    const score = new EpochScore(this.request.labelNames);
    let rate = this.#h.learningRate;
    for (let batch = 0; batch < batchCount; batch++) {
      if (this.options.signal.aborted) throw new TrainingCanceledError();
      rate = rateAt(epoch, batch, batchCount);
      await this.#batch(order.slice(batch * this.#h.batchSize, (batch + 1) * this.#h.batchSize), rate, score, {
        epoch,
        batch,
      });
      await nextTurn();
    }
    const trained = now();
    const onValidation = validation.length > 0 ? await this.#validate(validation) : null;
    const seconds = (now() - started) / 1000;
    const speed = (order.length * 1000) / (trained - started);
    await this.#report(epoch, score.metrics(), onValidation, { rate, seconds, speed });
    return onValidation;
  }

  async #batch(
    rows: readonly RowRef[],
    rate: number,
    score: EpochScore,
    at: { epoch: number; batch: number },
  ): Promise<void> {
    const labels = rows.map((row) => this.request.labels[row.clip]);
    const input = this.#rows.batch(rows);
    const { columns } = this.#head;
    const target = tf.tensor(targetRows(labels, columns, this.#h.labelSmoothing), [rows.length, columns]);
    try {
      const step = { input, target, rowWeights: null };
      const { loss, output } = await trainStep(this.model, this.#head, this.#optimizer, rate, step);
      if (!Number.isFinite(loss)) throw new DivergedError(at.epoch, at.batch, loss);
      const predicted = labels.map((_, i) => argMax(classProbabilities(output, columns, i)));
      score.addBatch(loss, labels, predicted);
    } finally {
      tf.dispose([input, target]);
    }
  }

  async #predict(rows: readonly RowRef[]): Promise<number[][]> {
    const predictor = async (part: readonly RowRef[]) => {
      const input = this.#rows.batch(part);
      try {
        return await predictBatch(this.model, input);
      } finally {
        input.dispose();
      }
    };
    return predictRows(rows, PREDICTION_BATCH, predictor, this.options.signal);
  }

  async #validate(rows: readonly RowRef[]): Promise<MonitoredMetrics> {
    const { labels, labelNames } = this.request;
    const report = evaluationReport('VALIDATION', rows, await this.#predict(rows), labels, labelNames);
    return report.metrics as MonitoredMetrics;
  }

  async #evaluate(): Promise<Pick<TrainResult, 'validation' | 'test'>> {
    const { fold, labels, labelNames } = this.request;
    let validation: TrainResult['validation'] = null;
    if (fold.validation.length > 0) {
      const predicted = await this.#predict(fold.validation);
      const report = evaluationReport('VALIDATION', fold.validation, predicted, labels, labelNames);
      await this.reporter.onEvaluation(report);
      validation = report.metrics;
    }
    const report = evaluationReport('TEST', fold.test, await this.#predict(fold.test), labels, labelNames);
    await this.reporter.onEvaluation(report);
    return { validation, test: report.metrics };
  }

  async #report(
    epoch: number,
    train: MonitoredMetrics,
    validation: MonitoredMetrics | null,
    { rate, seconds, speed }: { rate: number; seconds: number; speed: number },
  ): Promise<void> {
    const of = (split: 'TRAIN' | 'VALIDATION', metrics: Readonly<Record<string, number>>) =>
      Object.entries(metrics).map(([key, value]) => ({ key, split, value }));
    const report: EpochReport = {
      epoch,
      epochCount: this.#h.epochs,
      metrics: [
        ...of('TRAIN', train),
        ...(validation ? of('VALIDATION', validation) : []),
        ...of('TRAIN', { learning_rate: rate, epoch_seconds: seconds, samples_per_second: speed }),
      ],
      timestampMs: this.options.now(),
    };
    this.#history.push(report);
    await this.reporter.onEpochEnd(report);
  }

  #fitStandardizer() {
    if (!this.#h.standardize) return null;
    const { fold, features, config } = this.request;
    const rows = isLeakyByDesign(config.protocol.name)
      ? [...new Set([...fold.train, ...fold.validation, ...fold.test].map((row) => rowOffset(features, row)))]
      : fold.train.map((row) => rowOffset(features, row));
    return fitStandardizer(features.values, features.shape, rows);
  }

  async #copyWeights(): Promise<Float32Array[]> {
    return Promise.all(this.model.weights.map(async (w) => (await w.read().data<'float32'>()).slice()));
  }

  #restoreBest(): void {
    const best = this.#bestWeights;
    if (!best) return;
    tf.tidy(() => {
      this.model.weights.forEach((w, i) => {
        w.write(tf.tensor(best[i], w.shape as number[]));
      });
    });
  }

  #card(): ModelCard {
    const { config, features, labelNames, recipe } = this.request;
    const { standardizer, inputShape } = this.#rows;
    return {
      format: 'voxboard-model',
      version: 1,
      task: config.task,
      labels: [...labelNames],
      rowShape: [...features.shape],
      inputShape: [...inputShape],
      columnNames: [...features.columnNames],
      scaler: standardizer && { mean: [...standardizer.mean], scale: [...standardizer.scale] },
      recipe: recipe ?? null,
    };
  }
}
