import type { Split } from '@voxboard/domain';
import type { StatementValues } from '../read/queryable.js';

/** What MLflow's filter strings and orders can name, already found out to exist. */
export type MlflowField =
  | { readonly kind: 'METRIC'; readonly key: string; readonly split: Split }
  | { readonly kind: 'PARAM'; readonly key: string }
  | { readonly kind: 'TAG'; readonly key: string }
  | { readonly kind: 'DATASET'; readonly key: 'name' | 'digest' }
  | { readonly kind: 'ATTRIBUTE'; readonly key: MlflowAttribute };

export type MlflowAttribute =
  | 'run_id'
  | 'run_name'
  | 'status'
  | 'start_time'
  | 'end_time'
  | 'experiment_id'
  | 'name'
  | 'creation_time'
  | 'last_update_time'
  | 'model_id'
  | 'source_run_id'
  | 'model_type';

export type MlflowOperator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'LIKE'
  | 'ILIKE'
  | 'IN'
  | 'NOT IN'
  | 'IS NULL'
  | 'IS NOT NULL';

export interface MlflowComparison {
  readonly field: MlflowField;
  readonly operator: MlflowOperator;
  /** A number for metrics and times, else text; a list for IN and NOT IN; null for IS NULL and IS NOT NULL. */
  readonly value: number | string | readonly string[] | null;
}

export interface MlflowOrder {
  readonly field: MlflowField;
  readonly direction: 'ASC' | 'DESC';
}

/** How each attribute of a kind of thing reads in SQL. */
export type AttributeColumns = Readonly<Partial<Record<MlflowAttribute, string>>>;

const STATUS = `CASE r.status WHEN 'CANCELED' THEN 'KILLED' WHEN 'QUEUED' THEN 'SCHEDULED' ELSE r.status::text END`;
const millis = (column: string) => `floor(extract(epoch FROM ${column}) * 1000)`;

export const RUN_ATTRIBUTES: AttributeColumns = {
  run_id: `replace(r.id::text, '-', '')`,
  run_name: 'r.name',
  status: STATUS,
  start_time: millis('coalesce(r.started_at, r.created_at)'),
  end_time: millis('r.finished_at'),
  experiment_id: `replace(r.experiment_id::text, '-', '')`,
};
export const EXPERIMENT_ATTRIBUTES: AttributeColumns = {
  name: 'e.name',
  experiment_id: `replace(e.id::text, '-', '')`,
  creation_time: millis('e.created_at'),
  last_update_time: millis('coalesce(m.updated_at, e.created_at)'),
};
export const MODEL_ATTRIBUTES: AttributeColumns = {
  name: 'o.name',
  model_id: `'m-' || replace(o.id::text, '-', '')`,
  source_run_id: `CASE WHEN o.has_source_run THEN replace(o.run_id::text, '-', '') END`,
  model_type: 'o.model_type',
  status: 'o.status',
  creation_time: millis('o.created_at'),
  last_update_time: millis('o.updated_at'),
};

/** How the fields of a kind of thing read in SQL. */
export interface FieldColumns {
  readonly attributes: AttributeColumns;
  readonly param: (key: string) => string;
  readonly tag: (key: string) => string;
}

export const RUN_FIELDS: FieldColumns = {
  attributes: RUN_ATTRIBUTES,
  param: (key) => `r.params ->> ${key}`,
  // Labels that people gave a run are tags without a value.
  tag: (key) => `CASE ${key} WHEN 'mlflow.runName' THEN r.name WHEN 'mlflow.note.content' THEN nullif(r.notes, '')
    ELSE coalesce(m.tags ->> ${key}, CASE WHEN ${key} = ANY (r.tags) THEN '' END) END`,
};
export const EXPERIMENT_FIELDS: FieldColumns = {
  attributes: EXPERIMENT_ATTRIBUTES,
  param: () => 'NULL',
  tag: (key) => `m.tags ->> ${key}`,
};
export const MODEL_FIELDS: FieldColumns = {
  attributes: MODEL_ATTRIBUTES,
  param: (key) => `o.params ->> ${key}`,
  tag: (key) => `o.tags ->> ${key}`,
};

/** One comparison as SQL. */
export function comparisonSql(
  { field, operator, value }: MlflowComparison,
  columns: FieldColumns,
  values: StatementValues,
): string {
  if (field.kind === 'DATASET') {
    const name = values.add(field.key);
    const inner = compared(`d -> 'dataset' ->> ${name}::text`, operator, value, values, 'text');
    return `EXISTS (SELECT FROM jsonb_array_elements(m.inputs) d WHERE ${inner})`;
  }
  const column = fieldSql(field, columns, values);
  const isNumber = typeof value === 'number';
  const condition = compared(column, operator, value, values, isNumber ? 'float8' : 'text');
  // NaN is neither greater nor less than anything, whatever Postgres thinks.
  return field.kind === 'METRIC' && isNumber ? `(${condition} AND ${column} <> 'NaN')` : condition;
}

/** Missing values last, whatever the direction, and NaN just before them. */
export function orderSql({ field, direction }: MlflowOrder, columns: FieldColumns, values: StatementValues): string {
  const column = fieldSql(field, columns, values);
  if (field.kind !== 'METRIC') return `${column} ${direction} NULLS LAST`;
  return `CASE WHEN ${column} IS NULL THEN 2 WHEN ${column} = 'NaN' THEN 1 ELSE 0 END, ${column} ${direction}`;
}

function fieldSql(field: MlflowField, columns: FieldColumns, values: StatementValues): string {
  switch (field.kind) {
    case 'METRIC':
      return `(SELECT s.last_value FROM metric_summary s WHERE s.run_id = r.id AND s.key = ${values.add(field.key)}
        AND s.split = ${values.add(field.split)}::split)`;
    case 'PARAM':
      return `(${columns.param(`${values.add(field.key)}::text`)})`;
    case 'TAG':
      return `(${columns.tag(`${values.add(field.key)}::text`)})`;
    case 'ATTRIBUTE':
      return `(${columns.attributes[field.key] ?? 'NULL'})`;
    case 'DATASET':
      return 'NULL';
  }
}

function compared(
  column: string,
  operator: MlflowOperator,
  value: MlflowComparison['value'],
  values: StatementValues,
  type: 'float8' | 'text',
): string {
  if (operator === 'IS NULL' || operator === 'IS NOT NULL') return `${column} ${operator}`;
  if (operator === 'IN') return `${column} = ANY (${values.add(value)}::text[])`;
  if (operator === 'NOT IN') return `${column} <> ALL (${values.add(value)}::text[])`;
  const right = `${values.add(value)}::${type}`;
  // Without an escape character, as a pattern that ends with one would be refused.
  if (operator === 'LIKE' || operator === 'ILIKE') return `${column} ${operator} ${right} ESCAPE ''`;
  return `${column} ${operator === '!=' ? '<>' : operator} ${right}`;
}
