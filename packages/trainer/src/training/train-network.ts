import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Hyperparameters, Rng, type RowRef, type RunReporter } from '@voxboard/domain';
import { classProbabilities, predictBatch } from '@voxboard/inference';
import { buildModel } from '../architectures/build-model.js';
import { DivergedError, TrainingCanceledError } from '../errors.js';
import { saveModel } from '../models/save-model.js';
import { type LayersModel, tf } from '../tensorflow.js';
import { augmentsSpectra, BatchMaker } from './batches.js';
import { decodeCheckpoint, encodeCheckpoint, type TrainingState } from './checkpoint.js';
import { CheckpointCadence } from './checkpoint-cadence.js';
import { createOptimizer } from './create-optimizer.js';
import { EarlyStopping } from './early-stopping.js';
import { epochOrder } from './epoch-order.js';
import { EpochScore } from './epoch-score.js';
import { predictRows } from './evaluate.js';
import { createLearningRate, type LearningRate } from './learning-rate.js';
import { argMax } from './loss.js';
import { type MonitoredMetrics, watchesValidation } from './monitor.js';
import { Network } from './network.js';
import type { Optimizer } from './optimizer.js';
import { RowSource } from './row-source.js';
import { RunReport } from './run-report.js';
import { TrainingRandomness } from './seeded-dropout.js';
import type { TrainOptions, TrainRequest, TrainResult } from './train-request.js';
import { WeightAverage } from './weight-average.js';

/** Trains a network; see `train`. */
export async function trainNetwork(
  request: TrainRequest,
  reporter: RunReporter,
  options: TrainOptions,
): Promise<TrainResult> {
  const { config, features, labelNames, seed } = request;
  const report = new RunReport(request, reporter, options);
  const model = await buildModel(config.architecture, features.shape, labelNames.length, seed);
  const training = startTraining(request, report, options, model);
  try {
    return await training.run();
  } finally {
    await training.dispose();
  }
}

function startTraining(
  request: TrainRequest,
  report: RunReport,
  options: TrainOptions,
  model: LayersModel,
): NetworkTraining {
  try {
    return new NetworkTraining(request, report, options, model);
  } catch (error) {
    model.dispose();
    throw error;
  }
}

class NetworkTraining {
  readonly #h: Hyperparameters;
  readonly #randomness: TrainingRandomness;
  readonly #rows: RowSource;
  readonly #network: Network;
  readonly #optimizer: Optimizer;
  readonly #batches: BatchMaker;
  readonly #learningRate: LearningRate;
  readonly #stopping: EarlyStopping;
  readonly #average: WeightAverage | null;
  #bestWeights: readonly Float32Array[] | null;
  readonly #resumed: TrainingState | null;
  readonly #cadence: CheckpointCadence | null;

  constructor(
    private readonly request: TrainRequest,
    private readonly report: RunReport,
    private readonly options: TrainOptions,
    model: LayersModel,
  ) {
    const { config, seed, features, labelNames, checkpoint } = request;
    this.#h = config.hyperparameters;
    this.#resumed = checkpoint ? decodeCheckpoint(checkpoint, request) : null;
    this.#randomness = new TrainingRandomness(seed);
    this.#rows = new RowSource(request);
    const { batchSize } = this.#h;
    const { backend } = options;
    this.#network = new Network(model, labelNames.length, this.#randomness, backend, features.shape, batchSize);
    this.#optimizer = createOptimizer(this.#network.variables, this.#h);
    this.#batches = new BatchMaker(request, this.#rows, this.#randomness, this.#network.head.columns);
    this.#learningRate = createLearningRate(this.#h, this.#resumed?.learningRate);
    this.#stopping = new EarlyStopping(this.#h.monitor, this.#h.earlyStoppingPatience, this.#resumed?.stopping);
    const averages = config.architecture.kind === 'preset' && config.architecture.preset === 'cnn22';
    this.#average = averages ? new WeightAverage(Math.ceil(this.#h.epochs * 0.75)) : null;
    this.#bestWeights = this.#resumed?.bestWeights ?? null;
    if (this.#resumed) this.#takeUp(this.#resumed);
    const { checkpoints, now } = options;
    // A checkpoint holds weights, the best ones, and two moments.
    const size = 16 * model.countParams();
    this.#cadence = checkpoints ? new CheckpointCadence(checkpoints.maxShare, size, now) : null;
  }

  async run(): Promise<TrainResult> {
    const { report } = this;
    const { model, inputShape } = this.#network;
    const parameterCount = model.countParams();
    await report.started(parameterCount);
    if (this.#resumed)
      await report.reporter.onLog(`Goes on after epoch ${this.#resumed.nextEpoch}, from a checkpoint.`);
    const { epochsRun, bestEpoch, stoppedEarly } = await this.#fit();
    const scores = await report.evaluations((rows) => this.#predict(rows), this.#rows.fittedRows);
    for (const file of await saveModel(model, this.#rows.card(inputShape))) await report.reporter.onArtifact(file);
    const { history, seconds } = report;
    return { parameterCount, epochsRun, bestEpoch, stoppedEarly, history, ...scores, seconds };
  }

  async dispose(): Promise<void> {
    this.#optimizer.dispose();
    await this.#network.dispose();
  }

  async #fit(): Promise<{ epochsRun: number; bestEpoch: number; stoppedEarly: boolean }> {
    const { epochs } = this.#h;
    for (let epoch = this.#resumed?.nextEpoch ?? 0; epoch < epochs; epoch++) {
      const validation = await this.#epoch(epoch);
      if (validation && watchesValidation(this.#h)) this.report.ledger.watched('validation');
      this.#learningRate.onEpochEnd(validation);
      const verdict = this.#stopping.onEpochEnd(epoch, validation);
      if (verdict === 'improved') this.#bestWeights = await this.#network.copyWeights();
      if (this.#average?.wants(epoch)) this.#average.add(await this.#network.copyWeights());
      if (verdict === 'stop') return this.#stopEarly(epoch);
      await this.#checkpoint(epoch + 1);
    }
    const kept = this.#bestWeights ?? this.#average?.mean() ?? null;
    if (kept) this.#network.writeWeights(kept);
    const bestEpoch = this.#bestWeights ? this.#stopping.bestEpoch : epochs - 1;
    return { epochsRun: epochs, bestEpoch, stoppedEarly: false };
  }

  async #stopEarly(epoch: number): Promise<{ epochsRun: number; bestEpoch: number; stoppedEarly: boolean }> {
    const { bestEpoch } = this.#stopping;
    if (this.#bestWeights) this.#network.writeWeights(this.#bestWeights);
    await this.report.reporter.onLog(`Stopped after epoch ${epoch + 1}; weights of epoch ${bestEpoch + 1} restored.`);
    return { epochsRun: epoch + 1, bestEpoch, stoppedEarly: true };
  }

  async #epoch(epoch: number): Promise<MonitoredMetrics | null> {
    const { now, signal } = this.options;
    const { validation } = this.request.fold;
    const { batchSize, learningRate } = this.#h;
    const started = now();
    this.#randomness.startEpoch(epoch);
    const order = this.#order(epoch);
    const batchCount = Math.ceil(order.length / batchSize);
    const score = new EpochScore(this.request.labelNames);
    let rate = learningRate;
    for (let batch = 0; batch < batchCount; batch++) {
      if (signal.aborted) throw new TrainingCanceledError();
      rate = this.#learningRate.at(epoch, batch, batchCount);
      const rows = order.slice(batch * batchSize, (batch + 1) * batchSize);
      const loss = await this.#step(rows, rate, score);
      if (Number.isNaN(loss)) throw new DivergedError(epoch, batch);
      this.options.onBatch?.({ epoch, batch, batchCount, loss, learningRate: rate });
      await nextTurn();
    }
    const trainedMs = now() - started;
    const onValidation =
      validation.length > 0 ? await this.report.score('VALIDATION', validation, (rows) => this.#predict(rows)) : null;
    await this.report.epoch(epoch, this.#h.epochs, score.metrics(), onValidation, {
      learningRate: rate,
      seconds: (now() - started) / 1000,
      samplesPerSecond: (order.length * 1000) / trainedMs,
    });
    return onValidation;
  }

  #order(epoch: number): RowRef[] {
    const rng = new Rng(this.request.seed).fork(`shuffle-${epoch}`);
    return epochOrder(this.request.fold.train, augmentsSpectra(this.request), rng);
  }

  /** @returns the loss; NaN when it or a gradient is no longer a finite number */
  async #step(rows: readonly RowRef[], rate: number, score: EpochScore): Promise<number> {
    this.report.ledger.used('train', rows);
    const batch = this.#batches.make(rows);
    const { loss, output } = await this.#network.step(batch, this.#optimizer, rate);
    if (Number.isNaN(loss)) return loss;
    const { columns } = this.#network.head;
    const predicted = batch.labels.map((_, i) => argMax(classProbabilities(output, columns, i)));
    score.addBatch(loss, batch.labels, predicted);
    return loss;
  }

  async #predict(rows: readonly RowRef[]): Promise<number[][]> {
    const predictor = async (part: readonly RowRef[]) => {
      const input = tf.tensor(this.#rows.rows(part), [part.length, ...this.#network.inputShape]);
      try {
        return await predictBatch(this.#network.model, input);
      } finally {
        input.dispose();
      }
    };
    return predictRows(rows, this.#h.batchSize, predictor, this.options.signal);
  }

  async #checkpoint(nextEpoch: number): Promise<void> {
    const { checkpoints } = this.options;
    if (!checkpoints || !this.#cadence?.isDue() || nextEpoch >= this.#h.epochs) return;
    await this.#cadence.during(async () => {
      await checkpoints.save(encodeCheckpoint(await this.#state(nextEpoch), this.request), nextEpoch);
    });
  }

  async #state(nextEpoch: number): Promise<TrainingState> {
    return {
      nextEpoch,
      weights: await this.#network.copyWeights(),
      bestWeights: this.#bestWeights,
      optimizer: await this.#optimizer.state(),
      learningRate: this.#learningRate.state(),
      stopping: this.#stopping.state(),
      average: this.#average?.state() ?? { count: 0, sums: [] },
    };
  }

  #takeUp(state: TrainingState): void {
    this.#network.writeWeights(state.weights);
    this.#optimizer.restore(state.optimizer);
    this.#average?.restore(state.average);
    // The rows of the epochs before the checkpoint made these weights too.
    for (let epoch = 0; epoch < state.nextEpoch; epoch++) this.report.ledger.used('train', this.#order(epoch));
  }
}
