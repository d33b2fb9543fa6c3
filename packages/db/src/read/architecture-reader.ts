import {
  cursorCondition,
  type KeysetOrder,
  orderAndLimit,
  type Page,
  type PageArguments,
  pageRequest,
  toKeysetPage,
} from './keyset-page.js';
import { inOrderOf, type Queryable, StatementValues } from './queryable.js';

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
  readonly createdAt: Date;
  readonly archivedAt: Date | null;
}

const SELECT = `SELECT a.id, a.project_id AS "projectId", a.name, a.description, a.spec, a.spec_hash AS "specHash",
  a.input_kind AS "inputKind", a.parameter_count AS "parameterCount", a.created_at AS "createdAt",
  a.archived_at AS "archivedAt" FROM architecture a`;

export interface ArchitectureFilter {
  readonly includeArchived?: boolean | null | undefined;
  readonly inputKind?: string | null | undefined;
  readonly ownOnly?: boolean | null | undefined;
}

const ORDER: KeysetOrder<ArchitectureRow> = {
  name: 'architecture',
  direction: 'ASC',
  columns: [
    { sql: 'a.created_at', type: 'timestamptz' },
    { sql: 'a.id', type: 'uuid' },
  ],
  valuesOf: (row) => [row.createdAt, row.id],
};

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

  /** The presets and the project's own, in order of creation: a page of them. */
  async page(projectId: string, filter: ArchitectureFilter, page: PageArguments): Promise<Page<ArchitectureRow>> {
    const request = pageRequest(page, 50);
    const values = new StatementValues();
    const parts = [`(a.project_id = ${values.add(projectId)}::uuid OR a.project_id IS NULL)`];
    if (filter.includeArchived !== true) parts.push('a.archived_at IS NULL');
    if (filter.inputKind != null) parts.push(`a.input_kind = ${values.add(filter.inputKind)}`);
    if (filter.ownOnly === true) parts.push('a.project_id IS NOT NULL');
    const after = cursorCondition(ORDER, request, values);
    if (after !== null) parts.push(after);
    const { rows } = await this.sql.query<ArchitectureRow>({
      text: `/* architectures */ ${SELECT} WHERE ${parts.join(' AND ')} ${orderAndLimit(ORDER, request)}`,
      values: values.all,
    });
    return toKeysetPage(rows, request, ORDER);
  }

  /** In how many experiments of a project each is used; deleted ones do not count. */
  async usesIn(projectId: string): Promise<{ architectureId: string; experimentCount: number }[]> {
    const { rows } = await this.sql.query<{ architectureId: string; experimentCount: number }>({
      name: 'architectureUses',
      text: `/* architectureUses */ SELECT e.architecture_id AS "architectureId", count(*)::int AS "experimentCount"
        FROM experiment e WHERE e.project_id = $1::uuid AND e.architecture_id IS NOT NULL AND e.deleted_at IS NULL
        GROUP BY e.architecture_id`,
      values: [projectId],
    });
    return rows;
  }

  /** The presets and the project's own, presets first; archived ones are left out. */
  async ofProject(projectId: string): Promise<ArchitectureRow[]> {
    const { rows } = await this.sql.query<ArchitectureRow>({
      name: 'architecturesOfProject',
      text: `/* architecturesOfProject */ ${SELECT} WHERE (a.project_id = $1::uuid OR a.project_id IS NULL) AND a.archived_at IS NULL
        ORDER BY a.project_id IS NOT NULL, a.created_at, a.id`,
      values: [projectId],
    });
    return rows;
  }
}
