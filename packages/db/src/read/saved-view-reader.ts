import type { Queryable } from './queryable.js';

export interface SavedViewRow {
  readonly id: string;
  readonly projectId: string;
  readonly slug: string;
  readonly name: string;
  readonly config: unknown;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export class SavedViewReader {
  constructor(private readonly sql: Queryable) {}

  /** By name; a project has at most a few dozen. */
  async ofProject(projectId: string): Promise<SavedViewRow[]> {
    const { rows } = await this.sql.query<SavedViewRow>({
      name: 'savedViews',
      text: `/* savedViews */ SELECT id, project_id AS "projectId", slug, name, config, created_at AS "createdAt",
        updated_at AS "updatedAt" FROM saved_view WHERE project_id = $1::uuid ORDER BY name, id LIMIT 500`,
      values: [projectId],
    });
    return rows;
  }
}
