import type { Logger } from 'pino';
import type { UploadService } from './modules/upload/upload.service.js';

const EVERY_MS = 600_000;

/** Removes uploads past their time, now and then; returns what stops it. */
export function startUploadUpkeep(uploads: Pick<UploadService, 'removeExpired'>, log: Logger): () => Promise<void> {
  let underWay: Promise<unknown> | null = null;
  const timer = setInterval(() => {
    underWay ??= uploads
      .removeExpired()
      .catch((error: unknown) => log.warn({ err: error }, 'old uploads could not be removed; it will be tried again'))
      .finally(() => {
        underWay = null;
      });
  }, EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await underWay;
  };
}
