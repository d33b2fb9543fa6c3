import type { ArtifactFile, EpochReport, EvaluationReport, RunEvidence, RunReporter } from '@voxboard/domain';

/** Keeps everything it is told. */
export class RecordingReporter implements RunReporter {
  readonly started: Parameters<RunReporter['onStarted']>[0][] = [];
  readonly epochs: EpochReport[] = [];
  readonly evaluations: EvaluationReport[] = [];
  readonly evidence: RunEvidence[] = [];
  readonly artifacts: ArtifactFile[] = [];
  readonly lines: string[] = [];

  async onStarted(statement: Parameters<RunReporter['onStarted']>[0]): Promise<void> {
    this.started.push(statement);
  }
  async onEpochEnd(report: EpochReport): Promise<void> {
    this.epochs.push(report);
  }
  async onEvaluation(report: EvaluationReport): Promise<void> {
    this.evaluations.push(report);
  }
  async onEvidence(evidence: RunEvidence): Promise<void> {
    this.evidence.push(evidence);
  }
  async onArtifact(file: ArtifactFile): Promise<void> {
    this.artifacts.push(file);
  }
  async onLog(line: string): Promise<void> {
    this.lines.push(line);
  }

  /** Values of one metric over the epochs. */
  series(key: string, split: 'TRAIN' | 'VALIDATION'): number[] {
    return this.epochs.flatMap((e) =>
      e.metrics.filter((m) => m.key === key && m.split === split).map(({ value }) => value),
    );
  }

  files(): Map<string, Uint8Array> {
    return new Map(this.artifacts.map((file) => [file.path, file.bytes]));
  }
}
