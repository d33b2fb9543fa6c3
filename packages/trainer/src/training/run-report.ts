import type { EpochReport, RowRef, RunReporter, Split } from '@voxboard/domain';
import { evaluationReport } from './evaluate.js';
import type { MonitoredMetrics } from './monitor.js';
import type { TrainOptions, TrainRequest, TrainResult } from './train-request.js';
import { TrainingLedger } from './training-ledger.js';

/** Class probabilities of rows, in order. */
export type RowPrediction = (rows: readonly RowRef[]) => Promise<number[][]>;

export interface EpochFigures {
  /** Of the epoch's last batch. */
  readonly learningRate: number;
  /** Training and validation together. */
  readonly seconds: number;
  /** Training rows a second, validation left out. */
  readonly samplesPerSecond: number;
}

/** Tells the reporter what happens, in the form that every kind of model shares. */
export class RunReport {
  readonly history: EpochReport[] = [];
  readonly ledger = new TrainingLedger();
  readonly #startedMs: number;

  constructor(
    readonly request: TrainRequest,
    readonly reporter: RunReporter,
    readonly options: TrainOptions,
  ) {
    this.#startedMs = options.now();
  }

  get seconds(): number {
    return (this.options.now() - this.#startedMs) / 1000;
  }

  async started(parameterCount: number): Promise<void> {
    const { backend } = this.options;
    await this.reporter.onStarted({ backend: backend.statement, parameterCount, labels: this.request.labelNames });
  }

  async epoch(
    epoch: number,
    epochCount: number,
    train: MonitoredMetrics,
    validation: MonitoredMetrics | null,
    figures: EpochFigures,
  ): Promise<void> {
    const report: EpochReport = {
      epoch,
      epochCount,
      metrics: [
        ...metricsOf('TRAIN', train),
        ...(validation ? metricsOf('VALIDATION', validation) : []),
        { key: 'learning_rate', split: 'TRAIN', value: figures.learningRate },
        { key: 'epoch_seconds', split: 'TRAIN', value: figures.seconds },
        { key: 'samples_per_second', split: 'TRAIN', value: figures.samplesPerSecond },
      ],
      timestampMs: this.options.now(),
    };
    this.history.push(report);
    await this.reporter.onEpochEnd(report);
  }

  /** Scores of rows, without telling anybody. */
  async score(split: Split, rows: readonly RowRef[], predict: RowPrediction): Promise<MonitoredMetrics> {
    const { labels, labelNames } = this.request;
    if (split === 'VALIDATION') this.ledger.used('validation', rows);
    const { metrics } = evaluationReport(split, rows, await predict(rows), labels, labelNames);
    return metrics as MonitoredMetrics;
  }

  /** Evaluates the validation part, where there is one, and the test part; then states which rows were used for what. */
  async evaluations(
    predict: RowPrediction,
    fittedRows: readonly RowRef[],
  ): Promise<Pick<TrainResult, 'validation' | 'test'>> {
    const { fold, labels, labelNames } = this.request;
    const evaluate = async (split: 'VALIDATION' | 'TEST', rows: readonly RowRef[]) => {
      this.ledger.used(split === 'TEST' ? 'test' : 'validation', rows);
      const report = evaluationReport(split, rows, await predict(rows), labels, labelNames);
      await this.reporter.onEvaluation(report);
      return report.metrics;
    };
    const validation = fold.validation.length > 0 ? await evaluate('VALIDATION', fold.validation) : null;
    const test = await evaluate('TEST', fold.test);
    await this.reporter.onEvidence?.(this.ledger.evidence(this.request, fittedRows));
    return { validation, test };
  }
}

function metricsOf(split: Split, metrics: MonitoredMetrics): EpochReport['metrics'] {
  return Object.entries(metrics).map(([key, value]) => ({ key, split, value }));
}
