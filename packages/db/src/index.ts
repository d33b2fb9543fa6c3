export { ChangeFeed, type ChangeFeedOptions } from './change-feed.js';
export * from './database.errors.js';
export {
  type Database,
  type OpenDatabaseOptions,
  openDatabase,
  type PrismaExecutor,
  type RootDatabase,
  type SqlExecutor,
  type TransactionOptions,
} from './database.js';
export * from './embedded-postgres/embedded-postgres.errors.js';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  startEmbeddedPostgres,
} from './embedded-postgres/embedded-postgres.js';
export * from './generated/client.js';
export * from './metric-store/index.js';
export { type MigrateOptions, migrate, migrationsFingerprint } from './migrations/migrate.js';
export * from './mlflow/index.js';
export { newId } from './new-id.js';
export * from './people/index.js';
export * from './queue/enqueue.js';
export * from './queue/notify-change.js';
export * from './queue/run-queue.js';
export * from './read/index.js';
export * from './repositories/architecture.repository.js';
export * from './repositories/artifact.repository.js';
export * from './repositories/board.repository.js';
export * from './repositories/board-link.repository.js';
export * from './repositories/certificate.repository.js';
export * from './repositories/clip-prediction.repository.js';
export * from './repositories/dataset.repository.js';
export * from './repositories/evidence.repository.js';
export * from './repositories/experiment.repository.js';
export * from './repositories/feature-set.repository.js';
export * from './repositories/fingerprint.repository.js';
export * from './repositories/hash.js';
export * from './repositories/idempotent-reply.repository.js';
export * from './repositories/launched-run.js';
export * from './repositories/lost-work.repository.js';
export * from './repositories/model-registry.repository.js';
export * from './repositories/planned-launch.repository.js';
export * from './repositories/prediction-log.repository.js';
export * from './repositories/project.repository.js';
export * from './repositories/published-figure.repository.js';
export * from './repositories/run.errors.js';
export * from './repositories/run.repository.js';
export * from './repositories/run-notes.repository.js';
export * from './repositories/run-params.repository.js';
export * from './repositories/run-result.repository.js';
export * from './repositories/run-tags.repository.js';
export * from './repositories/saved-view.repository.js';
export * from './repositories/split.repository.js';
export * from './repositories/sweep.repository.js';
export * from './repositories/upload.repository.js';
export * from './repositories/worker.repository.js';
export * from './trash/index.js';
export { runUpkeep, startUpkeep, type Upkeep, type UpkeepOptions } from './upkeep.js';
