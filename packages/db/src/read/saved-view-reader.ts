import { inOrderOf, type Queryable } from './queryable.js';

export interface SavedViewRow {
  readonly id: string;
  readonly projectId: string;
  readonly slug: string;
  readonly name: string;
  readonly config: unknown;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const COLUMNS = `id, project_id AS "projectId", slug, name, config, created_at AS "createdAt", updated_at AS "updatedAt"`;

export class SavedViewReader {
  constructor(private readonly sql: Queryable) {}

  async byIds(ids: readonly string[]): Promise<(SavedViewRow | null)[]> {
    const { rows } = await this.sql.query<SavedViewRow>({
      name: 'savedViewsByIds',
      text: `/* savedViewsByIds */ SELECT ${COLUMNS} FROM saved_view WHERE id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  /** By name; a project has at most a few dozen. */
  async ofProject(projectId: string): Promise<SavedViewRow[]> {
    const { rows } = await this.sql.query<SavedViewRow>({
      name: 'savedViews',
      text: `/* savedViews */ SELECT ${COLUMNS} FROM saved_view WHERE project_id = $1::uuid ORDER BY name, id LIMIT 500`,
      values: [projectId],
    });
    return rows;
  }
}
