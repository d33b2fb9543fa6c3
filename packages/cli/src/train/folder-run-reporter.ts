import type { ArtifactFile, BackendStatement, EpochReport, EvaluationReport, RunReporter } from '@voxboard/domain';
import type { BatchReport, TrainResult } from '@voxboard/trainer';
import type { ResultsFolder } from './results-folder.js';
import { batchesCsv, classesCsv, confusionCsv, metricsCsv, type PredictionRow, predictionsCsv } from './tables.js';

export interface RunPlace {
  /** From 1. */
  readonly fold: number;
  readonly seed: number;
  readonly folder: string;
}

/** Keeps what a run reports, and writes it to the run's folder once it is over. */
export class FolderRunReporter implements RunReporter {
  readonly evaluations: EvaluationReport[] = [];
  readonly #history: EpochReport[] = [];
  readonly #log: string[] = [];
  readonly #batches: BatchReport[] = [];
  #started: {
    readonly backend: BackendStatement;
    readonly parameterCount: number;
    readonly labels: readonly string[];
  } | null = null;

  constructor(
    private readonly results: ResultsFolder,
    readonly place: RunPlace,
    private readonly onEpoch: (report: EpochReport) => void,
  ) {}

  async onStarted(statement: Parameters<RunReporter['onStarted']>[0]): Promise<void> {
    this.#started = statement;
  }
  async onEpochEnd(report: EpochReport): Promise<void> {
    this.#history.push(report);
    this.onEpoch(report);
  }
  async onEvaluation(report: EvaluationReport): Promise<void> {
    this.evaluations.push(report);
  }
  async onArtifact(file: ArtifactFile): Promise<void> {
    await this.results.write(`${this.place.folder}/${file.path}`, file.bytes);
  }
  async onLog(line: string): Promise<void> {
    this.#log.push(line);
  }

  onBatch(report: BatchReport): void {
    this.#batches.push(report);
  }

  /** @param rowsOf adds to predictions what the trainer does not know of their clips */
  async finish(result: TrainResult, rowsOf: (report: EvaluationReport) => readonly PredictionRow[]): Promise<void> {
    const { folder, fold, seed } = this.place;
    const { parameterCount, epochsRun, bestEpoch, stoppedEarly, seconds } = result;
    const write = (name: string, content: string) => this.results.write(`${folder}/${name}`, content);
    const labels = this.#started?.labels ?? [];
    const run = {
      fold,
      seed,
      parameterCount,
      epochsRun,
      bestEpoch: bestEpoch + 1,
      stoppedEarly,
      seconds,
      backend: this.#started?.backend ?? null,
      labels,
      log: this.#log,
    };
    await write('run.json', json(run));
    await write('metrics.csv', metricsCsv(this.#history));
    await write('metrics.json', json(this.#history));
    if (this.#batches.length > 0) await write('batches.csv', batchesCsv(this.#batches));
    const evaluations = this.evaluations.map(({ predictions: _, ...rest }) => rest);
    await write('evaluation.json', json(evaluations));
    await write('predictions.csv', predictionsCsv(this.evaluations.flatMap(rowsOf), labels));
    for (const { split, confusion, classes } of this.evaluations) {
      await write(`confusion-${split.toLowerCase()}.csv`, confusionCsv(confusion));
      await write(`classes-${split.toLowerCase()}.csv`, classesCsv(classes));
    }
  }
}

/** NaN and infinities as strings: JSON has no numbers for them, and null would mean "not measured". */
export function json(value: unknown): string {
  const named = (_: string, part: unknown) =>
    typeof part === 'number' && !Number.isFinite(part) ? String(part) : part;
  return `${JSON.stringify(value, named, 2)}\n`;
}
