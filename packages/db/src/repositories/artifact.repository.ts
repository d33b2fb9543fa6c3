import { InvalidInputError } from '@voxboard/domain';
import type { Database } from '../database.js';
import { newId } from '../new-id.js';
import type { ArtifactRow } from '../read/artifact-reader.js';
import type { NewArtifact } from './run-result.repository.js';

const COLUMNS = `id, run_id AS "runId", path, sha256, size_bytes AS "sizeBytes", media_type AS "mediaType"`;

/** Files that scripts add to their runs, replace and remove. Bytes that nothing refers to any more are left to the upkeep. */
export class ArtifactRepository {
  constructor(private readonly db: Database) {}

  /** Returns the artifact's id. @throws InvalidInputError where a folder has the file's name, or a file a folder's */
  async save(runId: string, { path, sha256, sizeBytes, mediaType }: NewArtifact): Promise<string> {
    return this.db.transaction(async (tx) => {
      await tx.sql.query('/* lockArtifacts */ SELECT FROM run WHERE id = $1 FOR NO KEY UPDATE', [runId]);
      const folders = path.split('/').map((_, i, names) => names.slice(0, i).join('/'));
      const { rows: clashes } = await tx.sql.query<{ path: string }>(
        `/* artifactClash */ SELECT path FROM artifact WHERE run_id = $1
         AND (path = ANY ($2::text[]) OR starts_with(path, $3)) LIMIT 1`,
        [runId, folders, `${path}/`],
      );
      const [clash] = clashes;
      if (clash) {
        throw new InvalidInputError(
          `"${path}" and the artifact "${clash.path}" cannot both be there: one would be a file and a folder. Choose another path.`,
          { path: ['path'] },
        );
      }
      const { rows: old } = await tx.sql.query<{ sha256: string }>(
        '/* oldArtifact */ SELECT sha256 FROM artifact WHERE run_id = $1 AND path = $2 AND sha256 <> $3',
        [runId, path, sha256],
      );
      const { rows } = await tx.sql.query<{ id: string }>(
        `/* saveArtifact */ INSERT INTO artifact (id, run_id, path, sha256, size_bytes, media_type) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (run_id, path) DO UPDATE SET sha256 = excluded.sha256, size_bytes = excluded.size_bytes,
           media_type = excluded.media_type RETURNING id`,
        [newId(), runId, path, sha256, sizeBytes, mediaType],
      );
      await this.#leave(
        tx,
        old.map((row) => row.sha256),
      );
      return rows[0]?.id ?? '';
    });
  }

  async find(runId: string, path: string): Promise<ArtifactRow | null> {
    const { rows } = await this.db.sql.query<ArtifactRow>({
      name: 'artifactAt',
      text: `/* artifactAt */ SELECT ${COLUMNS} FROM artifact WHERE run_id = $1 AND path = $2`,
      values: [runId, path],
    });
    return rows[0] ?? null;
  }

  /** The file of that path and all below the folder of that path. Returns how many. */
  async remove(runId: string, path: string): Promise<number> {
    return this.db.transaction(async (tx) => {
      const { rows } = await tx.sql.query<{ sha256: string }>(
        '/* removeArtifacts */ DELETE FROM artifact WHERE run_id = $1 AND (path = $2 OR starts_with(path, $3)) RETURNING sha256',
        [runId, path, `${path}/`],
      );
      await this.#leave(
        tx,
        rows.map((row) => row.sha256),
      );
      return rows.length;
    });
  }

  async #leave(tx: Database, sha256s: readonly string[]): Promise<void> {
    if (sha256s.length === 0) return;
    await tx.sql.query(
      `/* garbageOfArtifacts */ INSERT INTO file_garbage (kind, key) SELECT DISTINCT 'blob', unnest($1::text[])
       ON CONFLICT (kind, key) DO UPDATE SET created_at = excluded.created_at`,
      [sha256s],
    );
  }
}
