import type { Database } from '../database.js';
import { referencedBlobs } from './blob-references.js';

export const GARBAGE_KINDS = ['blob', 'checkpoint', 'feature-cache'] as const;
export type GarbageKind = (typeof GARBAGE_KINDS)[number];

/** What removes files. Every call may be repeated. */
export interface FileRemover {
  /**
   * Removes a blob unless somebody has stored or wants it: `isWanted` is asked again after nobody can find it any more.
   * `YOUNG`: stored so lately that its owner may not be written yet.
   */
  removeBlob(sha256: string, isWanted: () => Promise<boolean>): Promise<'REMOVED' | 'WANTED' | 'YOUNG'>;
  removeCheckpoint(runId: string): Promise<void>;
  removeFeatureCache(recipeHash: string): Promise<void>;
  /** Figures nobody has asked for in a long time. */
  pruneFigures(): Promise<void>;
}

const AT_ONCE = 500;

/**
 * Removes files whose owner is gone, as far as nothing else refers to them. A file is struck off the list only after it
 * was dealt with, so a crash at any point leaves nothing behind but a repetition.
 * @returns how many were dealt with
 */
export async function collectGarbage(db: Database, files: FileRemover): Promise<number> {
  const { rows } = await db.sql.query<{ kind: GarbageKind; key: string; listed: string }>(
    '/* garbage */ SELECT kind, key, created_at::text AS listed FROM file_garbage ORDER BY created_at, kind, key LIMIT $1',
    [AT_ONCE],
  );
  let done = 0;
  for (const { kind, key, listed } of rows) {
    if (!(await removeFile(db, files, kind, key))) {
      // To the end of the list: what has to wait must not keep others from their turn.
      await db.sql.query('/* deferGarbage */ UPDATE file_garbage SET created_at = now() WHERE kind = $1 AND key = $2', [
        kind,
        key,
      ]);
      continue;
    }
    // Listed anew meanwhile, by another owner that went: it is looked at once more.
    await db.sql.query(
      '/* garbageGone */ DELETE FROM file_garbage WHERE kind = $1 AND key = $2 AND created_at = $3::timestamptz',
      [kind, key, listed],
    );
    done++;
  }
  return done;
}

async function removeFile(db: Database, files: FileRemover, kind: GarbageKind, key: string): Promise<boolean> {
  switch (kind) {
    case 'checkpoint':
      await files.removeCheckpoint(key);
      return true;
    case 'feature-cache':
      if (!(await isRecipeUsed(db, key))) await files.removeFeatureCache(key);
      return true;
    case 'blob': {
      const isWanted = async () => (await referencedBlobs(db.sql, [key])).has(key);
      return (await files.removeBlob(key, isWanted)) !== 'YOUNG';
    }
  }
}

async function isRecipeUsed(db: Database, recipeHash: string): Promise<boolean> {
  return (await db.prisma.featureSet.count({ where: { recipeHash } })) > 0;
}
