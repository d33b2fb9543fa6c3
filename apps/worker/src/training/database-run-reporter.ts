import type { MetricStore, RunRepository, RunResultRepository } from '@voxboard/db';
import type {
  ArtifactFile,
  BackendStatement,
  BlobStore,
  EpochReport,
  EvaluationReport,
  MetricColumn,
  RunReporter,
} from '@voxboard/domain';

export interface ReportTarget {
  readonly runId: string;
  readonly projectId: string;
  readonly epochCount: number;
}

/** Writes what the trainer reports to the database and the blob store. Repeating a report changes nothing. */
export class DatabaseRunReporter implements RunReporter {
  constructor(
    private readonly runs: RunRepository,
    private readonly results: RunResultRepository,
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
    await this.runs.start(this.target.runId, statement.backend, statement.parameterCount, this.target.epochCount);
  }

  async onEpochEnd(report: EpochReport): Promise<void> {
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
