import type { EvidenceRepository, MetricStore, RunRepository, RunResultRepository } from '@voxboard/db';
import type {
  ArtifactFile,
  BackendStatement,
  BlobStore,
  EpochReport,
  EvaluationReport,
  MetricColumn,
  ProtocolName,
  RunEvidence,
  RunReporter,
  Task,
} from '@voxboard/domain';

export interface ReportTarget {
  readonly runId: string;
  readonly projectId: string;
  readonly epochCount: number;
  readonly task: Task;
  readonly protocol: ProtocolName;
  readonly datasetVersionId: string;
  /** Whether its hyperparameters were chosen by validation scores. */
  readonly isTuned: boolean;
}

/** Writes what the trainer reports to the database and the blob store. Repeating a report changes nothing. */
export class DatabaseRunReporter implements RunReporter {
  #lastEpoch = 0;
  #labels: readonly string[] = [];

  constructor(
    private readonly runs: RunRepository,
    private readonly results: RunResultRepository,
    private readonly evidence: EvidenceRepository,
    private readonly metrics: MetricStore,
    private readonly blobs: BlobStore,
    private readonly target: ReportTarget,
    private readonly now: () => number,
  ) {}

  async onStarted(statement: {
    readonly backend: BackendStatement;
    readonly parameterCount: number;
    readonly labels: readonly string[];
  }): Promise<void> {
    const { backend, parameterCount, labels } = statement;
    this.#labels = labels;
    await this.runs.start(this.target.runId, backend, parameterCount, this.target.epochCount);
    await this.onLog(`Training on ${backend.name} (${backend.device}, ${count(backend.threads, 'thread')}).`);
    await this.onLog(`${count(parameterCount, 'parameter')}, ${labels.length} classes: ${labels.join(', ')}.`);
  }

  async onEpochEnd(report: EpochReport): Promise<void> {
    this.#lastEpoch = report.epoch;
    const columns: MetricColumn[] = report.metrics.map(({ key, split, value }) => ({
      key,
      split,
      steps: [report.epoch],
      values: [value],
      timestampsMs: [report.timestampMs],
    }));
    await this.metrics.append(this.target.runId, this.target.projectId, columns, { epochsDone: report.epoch + 1 });
  }

  async onEvaluation(report: EvaluationReport): Promise<void> {
    await this.results.saveEvaluation(this.target.runId, report);
    await this.onLog(describeEvaluation(report));
    // Tables sort by test scores, so those are a series too, of one point. Validation has its points from every epoch.
    if (report.split === 'TEST') await this.#appendScores(report);
  }

  async #appendScores({ split, metrics }: EvaluationReport): Promise<void> {
    const columns: MetricColumn[] = Object.entries(metrics).map(([key, value]) => ({
      key,
      split,
      steps: [this.#lastEpoch],
      values: [value],
      timestampsMs: [this.now()],
    }));
    await this.metrics.append(this.target.runId, this.target.projectId, columns);
  }

  async onEvidence(evidence: RunEvidence): Promise<void> {
    const { runId, task, protocol, datasetVersionId, isTuned } = this.target;
    const clips = { datasetVersionId };
    // The trainer does not know where its hyperparameters come from.
    const selection =
      evidence.selection && isTuned ? { ...evidence.selection, tunedOn: ['validation' as const] } : evidence.selection;
    await this.evidence.save(runId, {
      task,
      protocol,
      labels: this.#labels,
      clips,
      evidence: { ...evidence, selection },
    });
  }

  async onArtifact(file: ArtifactFile): Promise<void> {
    const sha256 = await this.blobs.put(file.bytes);
    await this.results.saveArtifact(this.target.runId, {
      path: file.path,
      sha256,
      sizeBytes: file.bytes.byteLength,
      mediaType: file.mediaType,
    });
  }

  async onLog(line: string): Promise<void> {
    await this.results.appendLog(this.target.runId, [{ line, loggedAt: new Date(this.now()) }]);
  }
}

function count(amount: number, noun: string): string {
  return `${amount.toLocaleString('en')} ${noun}${amount === 1 ? '' : 's'}`;
}

function describeEvaluation({ split, metrics, predictions }: EvaluationReport): string {
  const scores = Object.entries(metrics).map(([key, value]) => `${key} ${value.toPrecision(4)}`);
  return `Evaluated on ${split.toLowerCase()} (${count(predictions.length, 'row')}): ${scores.join(', ')}.`;
}
