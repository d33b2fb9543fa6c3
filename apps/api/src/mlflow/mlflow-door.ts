import { type Database, type MetricStore, RunRepository, type TrashRepository } from '@voxboard/db';
import type { Clock } from '../clock.js';
import type { ArtifactService } from '../modules/artifact/artifact.service.js';
import type { CertificateService } from '../modules/certificate/certificate.service.js';
import type { RunStateCache } from '../modules/metric/run-state-cache.js';
import { SignsOfLife } from '../modules/metric/signs-of-life.js';
import type { Readers } from '../readers.js';
import { MlflowArtifacts } from './mlflow-artifacts.js';
import { MlflowExperiments } from './mlflow-experiments.js';
import { MlflowMetrics } from './mlflow-metrics.js';
import { MlflowModels } from './mlflow-models.js';
import { MlflowRuns } from './mlflow-runs.js';

export interface MlflowDoorParts {
  readonly db: Database;
  readonly readers: Readers;
  readonly metrics: MetricStore;
  readonly trash: TrashRepository;
  readonly states: RunStateCache;
  readonly certificates: CertificateService;
  readonly artifacts: ArtifactService;
  readonly now: Clock;
}

/** What an unmodified MLflow client talks to. */
export class MlflowDoor {
  readonly experiments: MlflowExperiments;
  readonly runs: MlflowRuns;
  readonly metrics: MlflowMetrics;
  readonly models: MlflowModels;
  readonly artifacts: MlflowArtifacts;

  constructor(parts: MlflowDoorParts) {
    const { db, readers, metrics, trash, now } = parts;
    this.experiments = new MlflowExperiments(db, readers, trash);
    this.runs = new MlflowRuns({ ...parts, experiments: this.experiments });
    this.metrics = new MlflowMetrics(metrics, this.runs, new SignsOfLife(new RunRepository(db), now));
    this.models = new MlflowModels(db, this.experiments, this.runs, now);
    this.artifacts = new MlflowArtifacts(parts.artifacts, this.runs, this.models);
  }
}
