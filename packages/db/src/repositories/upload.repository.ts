import type { Database } from '../database.js';
import { newId } from '../new-id.js';

export type UploadKind = 'ZIP' | 'FOLDER';

export interface UploadRow {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly kind: UploadKind;
  readonly fileCount: number;
  readonly totalBytes: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

const SELECT = `SELECT id, project_id AS "projectId", name, kind, file_count AS "fileCount",
  total_bytes::float8 AS "totalBytes", created_at AS "createdAt", expires_at AS "expiresAt" FROM upload`;

/** Recordings on their way in. */
export class UploadRepository {
  constructor(private readonly db: Pick<Database, 'sql'>) {}

  async create(upload: Omit<UploadRow, 'id' | 'createdAt'>): Promise<string> {
    const id = newId();
    const { projectId, name, kind, fileCount, totalBytes, expiresAt } = upload;
    await this.db.sql.query(
      `/* createUpload */ INSERT INTO upload (id, project_id, name, kind, file_count, total_bytes, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, projectId, name, kind, fileCount, totalBytes, expiresAt],
    );
    return id;
  }

  async byId(id: string): Promise<UploadRow | null> {
    const { rows } = await this.db.sql.query<UploadRow>({
      name: 'uploadById',
      text: `/* uploadById */ ${SELECT} WHERE id = $1`,
      values: [id],
    });
    return rows[0] ?? null;
  }

  /** Bytes promised by all uploads that have not been removed. */
  async promisedBytes(): Promise<number> {
    const { rows } = await this.db.sql.query<{ sum: number }>(
      '/* promisedBytes */ SELECT coalesce(sum(total_bytes), 0)::float8 AS sum FROM upload',
    );
    return rows[0]?.sum ?? 0;
  }

  /** Past their time, and read by no import that waits or runs. */
  async expired(now: Date): Promise<string[]> {
    const { rows } = await this.db.sql.query<{ id: string }>(
      `/* expiredUploads */ SELECT u.id FROM upload u WHERE u.expires_at <= $1 AND NOT EXISTS (
         SELECT FROM dataset_import i WHERE i.upload_id = u.id AND i.status IN ('QUEUED', 'RUNNING'))`,
      [now],
    );
    return rows.map(({ id }) => id);
  }

  /** Of these ids, those of uploads that there are. */
  async known(ids: readonly string[]): Promise<Set<string>> {
    const { rows } = await this.db.sql.query<{ id: string }>(
      '/* knownUploads */ SELECT id FROM upload WHERE id = ANY ($1::uuid[])',
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async delete(id: string): Promise<void> {
    await this.db.sql.query('/* deleteUpload */ DELETE FROM upload WHERE id = $1', [id]);
  }
}
