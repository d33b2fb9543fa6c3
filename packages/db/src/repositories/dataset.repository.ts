import { type Clip, NotFoundError } from '@voxboard/domain';
import type { Database } from '../database.js';
import type { Dataset, DatasetImport, DatasetVersion, Prisma, Clip as StoredClip } from '../generated/client.js';
import { newId } from '../new-id.js';
import { enqueue } from '../queue/enqueue.js';
import { notifyChange } from '../queue/notify-change.js';
import { toJsonColumn } from './json.js';

const CLIP_BATCH = 1000;

/** What an import found besides clips: shown on the dataset's page. */
export interface StoredImportReport {
  readonly skipped: readonly { readonly path: string; readonly reason: string; readonly detail: string }[];
  readonly duplicates: readonly { readonly path: string; readonly sameAs: string }[];
  readonly notes: readonly string[];
}

/** Datasets, their imports and versions. A version is content-addressed: the same clips are the same version. */
export class DatasetRepository {
  constructor(private readonly db: Database) {}

  async ensureDataset(projectId: string, name: string): Promise<Dataset> {
    // Not an upsert: with nothing to update Prisma looks first and inserts then, which two callers can do at once.
    await this.db.prisma.dataset.createMany({ data: { id: newId(), projectId, name }, skipDuplicates: true });
    const where = { projectId_name: { projectId, name } };
    // Asking for it again takes it out of the trash.
    return this.db.prisma.dataset.update({ where, data: { deletedAt: null, purgeAfter: null } });
  }

  /** The import's row and its job, in one transaction. */
  async createImport(
    projectId: string,
    datasetId: string,
    format: string,
    source: string,
    uploadId: string | null = null,
  ): Promise<DatasetImport> {
    return this.db.transaction(async (tx) => {
      const created = await tx.prisma.datasetImport.create({
        data: { id: newId(), projectId, datasetId, format, source, uploadId },
      });
      await enqueue(tx, 'dataset.import', { importId: created.id }, { jobKey: `dataset.import:${created.id}` });
      return created;
    });
  }

  /** Marks the import as running and returns it; null when it has ended already. */
  async startImport(importId: string, now: Date): Promise<DatasetImport | null> {
    return this.#update(importId, {
      status: 'RUNNING',
      startedAt: now,
      heartbeatAt: now,
      attempt: { increment: 1 },
      error: null,
    });
  }

  /** False when it has ended: it was canceled, and the worker stops. */
  async reportImportProgress(importId: string, filesDone: number, filesTotal: number): Promise<boolean> {
    return (await this.#update(importId, { filesDone, filesTotal })) !== null;
  }

  /** Stops an import that waits or runs; a worker that reads it hears of it with its next report. False when it has ended. */
  async cancelImport(importId: string, now: Date): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const row = await new DatasetRepository(tx).#update(importId, { status: 'CANCELED', finishedAt: now });
      if (!row) return false;
      await tx.sql.query('/* removeImportJob */ SELECT graphile_worker.remove_job($1)', [`dataset.import:${importId}`]);
      return true;
    });
  }

  /**
   * Stores the version (or finds the one with the same content) and ends the import. Returns the version's id; null when
   * the import was canceled.
   */
  async finishImport(
    importId: string,
    clips: readonly Clip[],
    contentHash: string,
    report: StoredImportReport,
    now: Date,
  ): Promise<string | null> {
    return this.db.transaction(
      async (tx) => {
        const row = await tx.prisma.datasetImport.findUnique({ where: { id: importId } });
        if (!row) throw new NotFoundError('Import', importId);
        // Canceled while its last files were read: what was found is not wanted.
        if (row.status === 'CANCELED') return null;
        const version = await ensureVersion(tx, row.datasetId, clips, contentHash);
        await tx.prisma.datasetImport.update({
          where: { id: importId },
          data: {
            status: 'READY',
            error: null,
            report: toJsonColumn(report),
            versionId: version.id,
            finishedAt: now,
          },
        });
        await notifyChange(tx, { kind: 'dataset-import', projectId: row.projectId, importId });
        return version.id;
      },
      { timeoutMs: 120_000 },
    );
  }

  async failImport(importId: string, error: string, report: StoredImportReport | null, now: Date): Promise<void> {
    await this.#update(importId, {
      status: 'FAILED',
      error,
      finishedAt: now,
      ...(report && { report: toJsonColumn(report) }),
    });
  }

  /** @throws NotFoundError */
  async getVersion(versionId: string): Promise<DatasetVersion> {
    const version = await this.db.prisma.datasetVersion.findUnique({ where: { id: versionId } });
    if (!version) throw new NotFoundError('Dataset version', versionId);
    return version;
  }

  /** All clips of a version, in order of position. */
  async clips(versionId: string): Promise<StoredClip[]> {
    return this.db.prisma.clip.findMany({ where: { datasetVersionId: versionId }, orderBy: { position: 'asc' } });
  }

  async #update(importId: string, data: Prisma.DatasetImportUpdateManyMutationInput): Promise<DatasetImport | null> {
    return this.db.transaction(async (tx) => {
      const [row] = await tx.prisma.datasetImport.updateManyAndReturn({
        where: { id: importId, status: { in: ['QUEUED', 'RUNNING'] } },
        data,
      });
      if (!row) return null;
      await notifyChange(tx, { kind: 'dataset-import', projectId: row.projectId, importId });
      return row;
    });
  }
}

/** Levels of clips that were imported before levels were measured; they are no part of a version's identity. */
async function fillLevels(tx: Database, versionId: string, clips: readonly Clip[]): Promise<void> {
  const measured = clips.filter(({ rmsDbfs, peakDbfs }) => rmsDbfs !== undefined && peakDbfs !== undefined);
  await tx.sql.query(
    `/* fillLevels */ UPDATE clip SET rms_dbfs = found.rms, peak_dbfs = found.peak
      FROM unnest($2::text[], $3::float8[], $4::float8[]) AS found(sha256, rms, peak)
      WHERE clip.dataset_version_id = $1 AND clip.sha256 = found.sha256 AND clip.rms_dbfs IS NULL`,
    [
      versionId,
      measured.map(({ sha256 }) => sha256),
      measured.map(({ rmsDbfs }) => rmsDbfs),
      measured.map(({ peakDbfs }) => peakDbfs),
    ],
  );
}

async function ensureVersion(
  tx: Database,
  datasetId: string,
  clips: readonly Clip[],
  contentHash: string,
): Promise<DatasetVersion> {
  // Two imports of one dataset take turns, so that numbers do not collide.
  await tx.sql.query('/* lockDataset */ SELECT 1 FROM dataset WHERE id = $1 FOR UPDATE', [datasetId]);
  const existing = await tx.prisma.datasetVersion.findUnique({
    where: { datasetId_contentHash: { datasetId, contentHash } },
  });
  if (existing) {
    await fillLevels(tx, existing.id, clips);
    return existing;
  }
  const newest = await tx.prisma.datasetVersion.findFirst({ where: { datasetId }, orderBy: { number: 'desc' } });
  const version = await tx.prisma.datasetVersion.create({
    data: {
      id: newId(),
      datasetId,
      number: (newest?.number ?? 0) + 1,
      contentHash,
      clipCount: clips.length,
      speakerCount: new Set(clips.map((clip) => clip.speaker)).size,
      totalDurationSec: clips.reduce((sum, clip) => sum + clip.durationSec, 0),
    },
  });
  const rows = clips.map((clip, position) => ({
    ...clip,
    rmsDbfs: clip.rmsDbfs ?? null,
    peakDbfs: clip.peakDbfs ?? null,
    id: newId(),
    datasetVersionId: version.id,
    position,
  }));
  for (let start = 0; start < rows.length; start += CLIP_BATCH) {
    await tx.prisma.clip.createMany({ data: rows.slice(start, start + CLIP_BATCH) });
  }
  return version;
}
