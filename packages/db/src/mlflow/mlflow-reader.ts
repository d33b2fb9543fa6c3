import { inOrderOf, type Queryable, StatementValues } from '../read/queryable.js';
import {
  comparisonSql,
  EXPERIMENT_FIELDS,
  type FieldColumns,
  type MlflowComparison,
  type MlflowOrder,
  MODEL_FIELDS,
  orderSql,
  RUN_FIELDS,
} from './mlflow-condition.js';
import {
  MLFLOW_EXPERIMENT_SELECT,
  MLFLOW_MODEL_SELECT,
  MLFLOW_RUN_SELECT,
  type MlflowExperimentRow,
  type MlflowModelRow,
  type MlflowRunRow,
} from './mlflow-rows.js';

export interface MlflowSearch {
  readonly where: readonly MlflowComparison[];
  readonly orderBy: readonly MlflowOrder[];
  readonly lifecycle: 'ACTIVE_ONLY' | 'DELETED_ONLY' | 'ALL';
  readonly limit: number;
  readonly offset: number;
}

/** Reads for MLflow's client. Searches return one row more than asked for where there is one. */
export class MlflowReader {
  constructor(private readonly sql: Queryable) {}

  async runs(ids: readonly string[]): Promise<(MlflowRunRow | null)[]> {
    const { rows } = await this.sql.query<MlflowRunRow>({
      name: 'mlflowRuns',
      text: `/* mlflowRuns */ ${MLFLOW_RUN_SELECT} WHERE r.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  async experiments(ids: readonly string[]): Promise<(MlflowExperimentRow | null)[]> {
    const { rows } = await this.sql.query<MlflowExperimentRow>({
      name: 'mlflowExperiments',
      text: `/* mlflowExperiments */ ${MLFLOW_EXPERIMENT_SELECT} WHERE e.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  async experimentByName(projectSlug: string, name: string): Promise<MlflowExperimentRow | null> {
    const { rows } = await this.sql.query<MlflowExperimentRow>({
      name: 'mlflowExperimentByName',
      text: `/* mlflowExperimentByName */ ${MLFLOW_EXPERIMENT_SELECT} WHERE p.slug = $1 AND e.name = $2`,
      values: [projectSlug, name],
    });
    return rows[0] ?? null;
  }

  async models(ids: readonly string[]): Promise<(MlflowModelRow | null)[]> {
    const { rows } = await this.sql.query<MlflowModelRow>({
      name: 'mlflowModels',
      text: `/* mlflowModels */ ${MLFLOW_MODEL_SELECT} WHERE o.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  async searchRuns(experimentIds: readonly string[], search: MlflowSearch): Promise<MlflowRunRow[]> {
    const values = new StatementValues();
    const parts = [`r.experiment_id = ANY (${values.add(experimentIds)}::uuid[])`, 'm.is_holder IS NOT TRUE'];
    const order = ['coalesce(r.started_at, r.created_at) DESC', 'r.id'];
    return this.#search<MlflowRunRow>(MLFLOW_RUN_SELECT, RUN_FIELDS, 'r', parts, order, values, search);
  }

  /** Of these projects; of all for null. */
  async searchExperiments(projectIds: readonly string[] | null, search: MlflowSearch): Promise<MlflowExperimentRow[]> {
    const values = new StatementValues();
    const parts = projectIds === null ? [] : [`e.project_id = ANY (${values.add(projectIds)}::uuid[])`];
    const order = ['coalesce(m.updated_at, e.created_at) DESC', 'e.id DESC'];
    return this.#search<MlflowExperimentRow>(
      MLFLOW_EXPERIMENT_SELECT,
      EXPERIMENT_FIELDS,
      'e',
      parts,
      order,
      values,
      search,
    );
  }

  async searchModels(experimentIds: readonly string[], search: MlflowSearch): Promise<MlflowModelRow[]> {
    const values = new StatementValues();
    const parts = [`o.experiment_id = ANY (${values.add(experimentIds)}::uuid[])`];
    const order = ['o.created_at DESC', 'o.id DESC'];
    const all = { ...search, lifecycle: 'ALL' as const };
    return this.#search<MlflowModelRow>(MLFLOW_MODEL_SELECT, MODEL_FIELDS, 'o', parts, order, values, all);
  }

  async #search<Row extends object>(
    select: string,
    columns: FieldColumns,
    table: string,
    parts: string[],
    lastOrder: readonly string[],
    values: StatementValues,
    { where, orderBy, lifecycle, limit, offset }: MlflowSearch,
  ): Promise<Row[]> {
    if (lifecycle !== 'ALL') parts.push(`${table}.deleted_at IS ${lifecycle === 'ACTIVE_ONLY' ? '' : 'NOT '}NULL`);
    parts.push(...where.map((comparison) => comparisonSql(comparison, columns, values)));
    const order = [...orderBy.map((one) => orderSql(one, columns, values)), ...lastOrder];
    const { rows } = await this.sql.query<Row>({
      text: `/* mlflowSearch */ ${select} WHERE ${parts.length === 0 ? 'true' : parts.join(' AND ')}
        ORDER BY ${order.join(', ')} LIMIT ${values.add(limit + 1)} OFFSET ${values.add(offset)}`,
      values: values.all,
    });
    return rows;
  }
}
