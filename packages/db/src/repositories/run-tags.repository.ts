import type { Database } from '../database.js';
import { notifyChange } from '../queue/notify-change.js';

export interface ChangedTags {
  readonly runId: string;
  readonly tags: readonly string[];
  readonly before: readonly string[];
}

/** Tags of many runs at once. */
export class RunTagsRepository {
  constructor(private readonly db: Database) {}

  /** The runs that changed, with the tags they had. Runs that do not exist are left out. */
  async change(runIds: readonly string[], add: readonly string[], remove: readonly string[]): Promise<ChangedTags[]> {
    return this.db.transaction(async (tx) => {
      const { rows } = await tx.sql.query<ChangedTags & { projectId: string; status: 'QUEUED' }>({
        text: `/* changeRunTags */ WITH old AS (
            SELECT id, tags AS before, ARRAY(
              SELECT tag FROM unnest(tags || $2::text[]) WITH ORDINALITY AS t (tag, n) WHERE tag <> ALL ($3::text[])
              GROUP BY tag ORDER BY min(n) LIMIT 100) AS after
            FROM run WHERE id = ANY ($1::uuid[]) AND deleted_at IS NULL FOR UPDATE)
          UPDATE run r SET tags = old.after FROM old WHERE r.id = old.id AND old.before IS DISTINCT FROM old.after
          RETURNING r.id AS "runId", r.tags, old.before, r.project_id AS "projectId", r.status`,
        values: [[...runIds].sort(), add, remove],
      });
      for (const { projectId, runId, status } of rows) {
        await notifyChange(tx, { kind: 'run-status', projectId, runId, status });
      }
      return rows;
    });
  }
}
