import type { Task } from '@voxboard/domain';
import {
  cursorCondition,
  newestFirst,
  orderAndLimit,
  type Page,
  type PageArguments,
  pageRequest,
  toKeysetPage,
} from './keyset-page.js';
import { groupedBy, inOrderOf, type Queryable, StatementValues } from './queryable.js';

export interface ModelRow {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
  readonly task: Task;
  readonly labels: readonly string[];
  readonly recipe: unknown;
  readonly recipeHash: string;
  readonly createdAt: Date;
  readonly archivedAt: Date | null;
}

export interface ModelAliasRow {
  readonly modelId: string;
  readonly name: string;
  readonly versionId: string;
  readonly movedAt: Date;
}

export interface ModelAliasMoveRow {
  readonly id: string;
  readonly modelId: string;
  readonly alias: string;
  readonly fromVersionId: string | null;
  readonly toVersionId: string | null;
  readonly reason: string;
  readonly movedAt: Date;
}

const SELECT = `SELECT m.id, m.project_id AS "projectId", m.name, m.description, m.task, m.labels, m.recipe,
  m.recipe_hash AS "recipeHash", m.created_at AS "createdAt", m.archived_at AS "archivedAt" FROM registered_model m`;
const MOST_MOVES = 100;

/** Registered models and where their aliases point. */
export class ModelReader {
  constructor(private readonly sql: Queryable) {}

  async byIds(ids: readonly string[]): Promise<(ModelRow | null)[]> {
    const { rows } = await this.sql.query<ModelRow>({
      name: 'modelsByIds',
      text: `/* modelsByIds */ ${SELECT} WHERE m.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  async byName(projectId: string, name: string): Promise<ModelRow | null> {
    const { rows } = await this.sql.query<ModelRow>({
      name: 'modelByName',
      text: `/* modelByName */ ${SELECT} WHERE m.project_id = $1::uuid AND m.name = $2`,
      values: [projectId, name],
    });
    return rows[0] ?? null;
  }

  /** Newest first. */
  async page(projectId: string, includeArchived: boolean, page: PageArguments): Promise<Page<ModelRow>> {
    const order = newestFirst<ModelRow>('m');
    const request = pageRequest(page, 50);
    const values = new StatementValues();
    const parts = [`m.project_id = ${values.add(projectId)}::uuid`];
    if (!includeArchived) parts.push('m.archived_at IS NULL');
    const after = cursorCondition(order, request, values);
    if (after !== null) parts.push(after);
    const { rows } = await this.sql.query<ModelRow>({
      text: `/* models */ ${SELECT} WHERE ${parts.join(' AND ')} ${orderAndLimit(order, request)}`,
      values: values.all,
    });
    return toKeysetPage(rows, request, order);
  }

  /** By name. */
  async aliasesOf(modelIds: readonly string[]): Promise<ModelAliasRow[][]> {
    const { rows } = await this.sql.query<ModelAliasRow>({
      name: 'modelAliases',
      text: `/* modelAliases */ SELECT a.model_id AS "modelId", a.name, a.version_id AS "versionId",
          a.moved_at AS "movedAt" FROM model_alias a WHERE a.model_id = ANY ($1::uuid[]) ORDER BY a.name`,
      values: [modelIds],
    });
    return groupedBy(modelIds, rows, (row) => row.modelId);
  }

  /** The last hundred of each model, newest first. */
  async movesOf(modelIds: readonly string[]): Promise<ModelAliasMoveRow[][]> {
    const { rows } = await this.sql.query<ModelAliasMoveRow>({
      name: 'modelAliasMoves',
      text: `/* modelAliasMoves */ SELECT v.id, v.model_id AS "modelId", v.alias, v.from_version_id AS "fromVersionId",
          v.to_version_id AS "toVersionId", v.reason, v.moved_at AS "movedAt"
        FROM unnest($1::uuid[]) m (id) CROSS JOIN LATERAL (
          SELECT * FROM model_alias_move a WHERE a.model_id = m.id ORDER BY a.moved_at DESC, a.id DESC LIMIT ${MOST_MOVES}) v`,
      values: [modelIds],
    });
    return groupedBy(modelIds, rows, (row) => row.modelId);
  }
}
