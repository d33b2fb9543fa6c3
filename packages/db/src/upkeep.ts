import type { RootDatabase } from './database.js';
import { type MetricStore, settleSilentRuns } from './metric-store/index.js';
import { RunChangeReader } from './read/run-change-reader.js';
import { ClipPredictionRepository } from './repositories/clip-prediction.repository.js';
import { IdempotentReplyRepository } from './repositories/idempotent-reply.repository.js';
import { RunRepository } from './repositories/run.repository.js';
import { collectGarbage, type FileRemover, purgeDue } from './trash/index.js';

export interface UpkeepOptions {
  readonly db: RootDatabase;
  readonly metrics: MetricStore;
  /** Removes files of what was deleted; without it, they wait for a process that has one. */
  readonly files?: FileRemover | undefined;
  /** Default 60 s. */
  readonly everyMs?: number;
  /** Told what went wrong; it is tried again the next time. */
  readonly onError: (error: unknown) => void;
}

export interface Upkeep {
  /** Resolves when what was under way is done. */
  stop(): Promise<void>;
}

const EVERY_MS = 60_000;
const SERIES_AT_ONCE = 200;
const BATCH_KEY_DAYS = 7;
/** Scripts give a sign of life with every call, so this is far beyond any epoch they would wait for. */
const SILENT_MINUTES = 60;

/**
 * What a database wants done now and then: runs of dead workers put back, metric segments joined, old keys forgotten.
 * Any number of processes may do it: each task finds nothing where another was first.
 */
export function startUpkeep({ db, metrics, files, everyMs = EVERY_MS, onError }: UpkeepOptions): Upkeep {
  let underWay: Promise<void> | null = null;
  const timer = setInterval(() => {
    underWay ??= runUpkeep(db, metrics, files, onError)
      .catch(onError)
      .finally(() => {
        underWay = null;
      });
  }, everyMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await underWay;
    },
  };
}

/** One round. */
export async function runUpkeep(
  db: RootDatabase,
  metrics: MetricStore,
  files?: FileRemover,
  onError: (error: unknown) => void = () => undefined,
): Promise<void> {
  await new RunRepository(db).requeueExpired();
  await settleSilentRuns(db.sql, SILENT_MINUTES);
  await metrics.compact(SERIES_AT_ONCE);
  await metrics.pruneBatchKeys(BATCH_KEY_DAYS);
  await new RunChangeReader(db.sql).prune();
  await new IdempotentReplyRepository(db).prune();
  await new ClipPredictionRepository(db).discardExpiredAudio();
  await purgeDue(db, onError);
  if (files) {
    await collectGarbage(db, files);
    await files.pruneFigures();
  }
}
