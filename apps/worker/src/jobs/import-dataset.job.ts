import { UploadFolders } from '@voxboard/blob-store';
import { datasetVersionHash, type ImportReport, importManifest, importRavdess } from '@voxboard/corpora';
import { DatasetRepository, type StoredImportReport, UploadRepository } from '@voxboard/db';
import { DomainError, type JobPayload } from '@voxboard/domain';
import { importSource } from './import-source.js';
import type { JobContext, JobExecution } from './job-context.js';
import { throttle } from './throttle.js';

const PROGRESS_INTERVAL_MS = 500;

/** Imports a corpus as a dataset version. Doing it twice stores nothing twice. */
export async function importDataset(
  { db, blobs, now, environment }: JobContext,
  { importId }: JobPayload<'dataset.import'>,
  { signal }: JobExecution,
): Promise<void> {
  const datasets = new DatasetRepository(db);
  const job = await datasets.startImport(importId, new Date(now()));
  if (!job) return;
  const canceled = new AbortController();
  const progress = throttle(PROGRESS_INTERVAL_MS, now, async (done: number, total: number) => {
    if (!(await datasets.reportImportProgress(importId, done, total))) canceled.abort();
  });
  const folders = new UploadFolders(environment.dataDir);
  try {
    const importer = job.format === 'manifest' ? importManifest : importRavdess;
    const source = await importSource(job, db, folders);
    const report = await importer(source, blobs, {
      signal: AbortSignal.any([signal, canceled.signal]),
      onProgress: ({ done, total }) => progress.call(done, total),
    });
    await progress.flush();
    const stored = toStored(report);
    if (report.clips.length === 0) {
      await datasets.failImport(importId, describeEmpty(report), stored, new Date(now()));
      return;
    }
    const hash = datasetVersionHash(report.clips);
    const versionId = await datasets.finishImport(importId, report.clips, hash, stored, new Date(now()));
    if (versionId !== null && job.uploadId !== null) {
      await new UploadRepository(db).delete(job.uploadId);
      await folders.remove(job.uploadId);
    }
  } catch (error) {
    if (canceled.signal.aborted) return;
    await progress.flush();
    // A worker that goes down leaves the import to the next one; anything a person can mend is told to them.
    if (!(error instanceof DomainError)) throw error;
    // Whoever uploaded it knows its name, and nothing of where it lies here.
    const place = job.uploadId === null ? null : `${folders.content(job.uploadId)}/`;
    const message = place === null ? error.message : error.message.replaceAll(place, '');
    await datasets.failImport(importId, message, null, new Date(now()));
  }
}

function toStored(report: ImportReport): StoredImportReport {
  return {
    skipped: report.skipped.map(({ path, reason, detail }) => ({ path, reason, detail })),
    duplicates: report.duplicates.map(({ path, sameAs }) => ({ path, sameAs })),
    notes: report.notes.map(({ detail }) => detail),
  };
}

function describeEmpty(report: ImportReport): string {
  const [first] = report.skipped;
  const example = first ? ` For example ${first.path}: ${first.detail}` : '';
  return `No usable recording was found; ${report.skipped.length} files were skipped.${example}`;
}
