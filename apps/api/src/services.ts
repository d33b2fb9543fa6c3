import { join } from 'node:path';
import { LocalBlobStore } from '@voxboard/blob-store';
import { MetricStore, type RootDatabase, RunRepository, TrashRepository } from '@voxboard/db';
import type { Logger } from 'pino';
import { createAccessServices } from './access/access-services.js';
import type { AuthOptions } from './access/auth-options.js';
import type { Clock } from './clock.js';
import { FigureService } from './figures/figure.service.js';
import type { FigurePool } from './figures/figure-pool.js';
import type { ChangeHub } from './live/change-hub.js';
import { CoalescedTask } from './live/coalesced-task.js';
import { LiveService } from './live/live.service.js';
import { LiveDeltaService } from './live/live-delta.service.js';
import { LiveQueueService } from './live/live-queue.service.js';
import { MlflowDoor } from './mlflow/mlflow-door.js';
import { ArchitectureService } from './modules/architecture/architecture.service.js';
import { ArtifactService } from './modules/artifact/artifact.service.js';
import { BoardLinkService } from './modules/board-link/board-link.service.js';
import { CertificateService } from './modules/certificate/certificate.service.js';
import { EvidenceService } from './modules/certificate/evidence.service.js';
import { ClipPredictionService } from './modules/clip-prediction/clip-prediction.service.js';
import { ComparisonService } from './modules/comparison/comparison.service.js';
import { ConfusionMatrixService } from './modules/confusion-matrix/confusion-matrix.service.js';
import { DatasetService } from './modules/dataset/dataset.service.js';
import { RunDeltaService } from './modules/delta/run-delta.service.js';
import { EstimateService } from './modules/estimate/estimate.service.js';
import { ExperimentRunsService } from './modules/experiment/experiment-runs.service.js';
import { LaunchService } from './modules/experiment/launch.service.js';
import { ScoreService } from './modules/experiment/score.service.js';
import { FeatureSetService } from './modules/feature-set/feature-set.service.js';
import { InflationService } from './modules/inflation/inflation.service.js';
import { BaselineLaunchService } from './modules/leaderboard/baseline-launch.service.js';
import { BoardHistory } from './modules/leaderboard/board-history.js';
import { BoardStore } from './modules/leaderboard/board-store.js';
import type { CertificateSource } from './modules/leaderboard/certificates.js';
import { BoardExportService } from './modules/leaderboard/export/board-export.service.js';
import { LeaderboardService } from './modules/leaderboard/leaderboard.service.js';
import { MetricService } from './modules/metric/metric.service.js';
import { MetricLogService } from './modules/metric/metric-log.service.js';
import { RunStateCache } from './modules/metric/run-state-cache.js';
import { ModelService } from './modules/model/model.service.js';
import { PairedComparisonService } from './modules/paired-comparison/paired-comparison.service.js';
import { PredictionService } from './modules/prediction/prediction.service.js';
import { PredictionLogService } from './modules/prediction/prediction-log.service.js';
import { ProjectService } from './modules/project/project.service.js';
import { PublishedFigureService } from './modules/published-figure/published-figure.service.js';
import { QueueService } from './modules/queue/queue.service.js';
import { ExternalRunService } from './modules/run/external-run.service.js';
import { RunService } from './modules/run/run.service.js';
import { RunOverviewService } from './modules/run/run-overview.service.js';
import { RunTagsService } from './modules/run/run-tags.service.js';
import { SavedViewService } from './modules/saved-view/saved-view.service.js';
import { IdempotencyService } from './modules/shared/idempotency.service.js';
import { SplitDetailsService } from './modules/split-details/split-details.service.js';
import { SweepService } from './modules/sweep/sweep.service.js';
import { SweepClock } from './modules/sweep/sweep-clock.js';
import { SweepDirector } from './modules/sweep/sweep-director.js';
import { PlannedLaunchService } from './modules/template/planned-launch.service.js';
import { TemplateService } from './modules/template/template.service.js';
import { StorageService } from './modules/trash/storage.service.js';
import { TrashService } from './modules/trash/trash.service.js';
import { UploadService } from './modules/upload/upload.service.js';
import { WorkerService } from './modules/worker/worker.service.js';
import type { Readers } from './readers.js';

export interface ServiceParts {
  readonly db: RootDatabase;
  readonly readers: Readers;
  readonly metrics: MetricStore;
  readonly hub: ChangeHub;
  readonly figures: FigurePool;
  /** Where Voxboard keeps its files. */
  readonly dataDir: string;
  readonly log: Logger;
  /** Days until what is deleted is removed, where a project does not say. */
  readonly retentionDays: number;
  readonly auth: AuthOptions;
  readonly now: Clock;
  /** Version of Voxboard. */
  readonly version: string;
}

export type Services = ReturnType<typeof createServices>;

/** The rules of the API; one of each per process. */
export function createServices({
  retentionDays,
  auth,
  db,
  readers,
  metrics,
  hub,
  log,
  now,
  version,
  figures,
  dataDir,
}: ServiceParts) {
  const idempotency = new IdempotencyService(db);
  const upload = new UploadService(db, readers, idempotency, dataDir, now);
  const artifacts = new ArtifactService(db, readers, new LocalBlobStore(join(dataDir, 'blobs')));
  const runs = new RunRepository(db);
  const states = new RunStateCache(readers, now);
  hub.onRunStatus((runId) => states.forget(runId));
  const score = new ScoreService(readers);
  const metric = new MetricService(metrics);
  const runDelta = new RunDeltaService(readers);
  const worker = new WorkerService(readers, now, version, idempotency);
  const certificate = new CertificateService(db, readers);
  const certificates: CertificateSource = (ids) => certificate.facts(ids);
  const boards = new BoardStore(db, certificates);
  const history = new BoardHistory(db, certificates);
  const leaderboard = new LeaderboardService(db, readers, boards, history, certificates, now);
  const publishedFigure = new PublishedFigureService(readers, idempotency, now);
  const launch = new LaunchService(db, readers, idempotency);
  const planned = new PlannedLaunchService(db, readers, launch, now);
  const director = new SweepDirector(db, metrics, launch, now);
  const background = backgroundWork(leaderboard, planned, director, hub, log);
  return {
    ...createAccessServices({ db, readers, hub, idempotency, auth, log, now }),
    artifact: artifacts,
    architecture: new ArchitectureService(readers, idempotency, now),
    certificate,
    background,
    baselineLaunch: new BaselineLaunchService(db, readers, planned, idempotency),
    boardLink: new BoardLinkService(db, readers, leaderboard, idempotency, now, auth.boardLinks),
    boardExport: new BoardExportService(readers, leaderboard, publishedFigure, now),
    clipPrediction: new ClipPredictionService(
      db,
      readers,
      new LocalBlobStore(join(dataDir, 'blobs')),
      idempotency,
      now,
    ),
    comparison: new ComparisonService(metric),
    confusionMatrix: new ConfusionMatrixService(readers, idempotency),
    dataset: new DatasetService(readers, idempotency, upload, now),
    estimate: new EstimateService(readers, worker),
    evidence: new EvidenceService(db, readers, certificate, idempotency),
    experimentRuns: new ExperimentRunsService(readers, idempotency, launch, states),
    externalRun: new ExternalRunService(readers, idempotency, states, certificate, now),
    featureSet: new FeatureSetService(readers, idempotency, now),
    figure: new FigureService(dataDir, figures, readers),
    inflation: new InflationService(db, readers, score, planned, idempotency),
    launch,
    leaderboard,
    live: new LiveService(hub, readers, metric, log),
    liveDelta: new LiveDeltaService(hub, readers, metric, runDelta, log),
    liveQueue: new LiveQueueService(hub, readers, worker, log),
    metric,
    mlflow: new MlflowDoor({
      db,
      readers,
      metrics,
      trash: new TrashRepository(db, retentionDays),
      states,
      certificates: certificate,
      artifacts,
      now,
    }),
    model: new ModelService(readers, new LocalBlobStore(join(dataDir, 'blobs')), idempotency, now),
    metricLog: new MetricLogService(states, metrics, runs, now),
    pairedComparison: new PairedComparisonService(readers),
    predictionLog: new PredictionLogService(readers, idempotency),
    prediction: new PredictionService(readers),
    project: new ProjectService(readers, idempotency),
    publishedFigure,
    queue: new QueueService(readers, worker, idempotency, now),
    run: new RunService(readers, idempotency, states, now),
    runOverview: new RunOverviewService(readers),
    runTags: new RunTagsService(readers, idempotency),
    savedView: new SavedViewService(readers, idempotency, now),
    runDelta,
    score,
    splitDetails: new SplitDetailsService(readers),
    storage: new StorageService(db, dataDir, retentionDays),
    sweep: new SweepService(readers, idempotency, launch, director, background.wakeSweeps),
    upload,
    template: new TemplateService(db, readers, planned, idempotency),
    trash: new TrashService(readers, idempotency, states, retentionDays),
    worker,
  };
}

/** Brings boards up to date when runs finish, launches what waited for features, and moves sweeps on. */
function backgroundWork(
  leaderboard: LeaderboardService,
  planned: PlannedLaunchService,
  director: SweepDirector,
  hub: ChangeHub,
  log: Logger,
) {
  const boards = new CoalescedTask(
    () => leaderboard.catchUpAll(),
    (error) => log.warn({ err: error }, 'boards could not be brought up to date; the next reader tries again'),
  );
  const launches = new CoalescedTask(
    () => planned.settleDue(),
    (error) => log.warn({ err: error }, 'planned launches could not be made; it will be tried again'),
  );
  const onSweepError = (error: unknown) =>
    log.warn({ err: error }, 'a sweep could not be moved on; it will be tried again');
  const sweeps = new SweepClock(() => director.advanceAll(onSweepError), onSweepError);
  hub.onRunStatus(() => sweeps.wake());
  hub.onRunMetrics(() => sweeps.wake());
  hub.onRunStatus((_runId, status) => status === 'FINISHED' && boards.wake());
  hub.onFeatureSet(() => launches.wake());
  return {
    wake: () => {
      boards.wake();
      launches.wake();
      sweeps.wake();
    },
    wakeSweeps: () => sweeps.wake(),
    stop: async () => {
      await Promise.all([boards.stop(), launches.stop(), sweeps.stop()]);
    },
  };
}
