import { inOrderOf, type Queryable } from './queryable.js';

export interface ProjectRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
}

const SELECT = `SELECT p.id, p.slug, p.name, p.description, p.created_at AS "createdAt" FROM project p`;

/** Projects, archived ones left out of lists. */
export class ProjectReader {
  constructor(private readonly sql: Queryable) {}

  async list(): Promise<ProjectRow[]> {
    const { rows } = await this.sql.query<ProjectRow>({
      name: 'projects',
      text: `/* projects */ ${SELECT} WHERE p.archived_at IS NULL ORDER BY p.name, p.id`,
    });
    return rows;
  }

  async bySlug(slug: string): Promise<ProjectRow | null> {
    const { rows } = await this.sql.query<ProjectRow>({
      name: 'projectBySlug',
      text: `/* projectBySlug */ ${SELECT} WHERE p.slug = $1`,
      values: [slug],
    });
    return rows[0] ?? null;
  }

  async byIds(ids: readonly string[]): Promise<(ProjectRow | null)[]> {
    const { rows } = await this.sql.query<ProjectRow>({
      name: 'projectsByIds',
      text: `/* projectsByIds */ ${SELECT} WHERE p.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }
}
