import { inOrderOf, type Queryable } from './queryable.js';

export interface ArchitectureRow {
  readonly id: string;
  /** null: comes with Voxboard. */
  readonly projectId: string | null;
  readonly name: string;
  readonly description: string;
  readonly spec: unknown;
  readonly specHash: string;
  readonly inputKind: string;
  readonly parameterCount: number | null;
}

const SELECT = `SELECT a.id, a.project_id AS "projectId", a.name, a.description, a.spec, a.spec_hash AS "specHash",
  a.input_kind AS "inputKind", a.parameter_count AS "parameterCount" FROM architecture a`;

export class ArchitectureReader {
  constructor(private readonly sql: Queryable) {}

  async byIds(ids: readonly string[]): Promise<(ArchitectureRow | null)[]> {
    const { rows } = await this.sql.query<ArchitectureRow>({
      name: 'architecturesByIds',
      text: `/* architecturesByIds */ ${SELECT} WHERE a.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  /** Names of those that come with Voxboard, as far as they are stored. */
  async presetNames(): Promise<string[]> {
    const { rows } = await this.sql.query<{ name: string }>({
      text: `/* presetNames */ SELECT a.name FROM architecture a WHERE a.project_id IS NULL`,
    });
    return rows.map(({ name }) => name);
  }

  /** The presets and the project's own, presets first. */
  async ofProject(projectId: string): Promise<ArchitectureRow[]> {
    const { rows } = await this.sql.query<ArchitectureRow>({
      name: 'architecturesOfProject',
      text: `/* architecturesOfProject */ ${SELECT} WHERE a.project_id = $1::uuid OR a.project_id IS NULL
        ORDER BY a.project_id IS NOT NULL, a.created_at, a.id`,
      values: [projectId],
    });
    return rows;
  }
}
