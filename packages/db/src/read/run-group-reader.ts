import type { FilterAttribute, FilterField } from '@voxboard/domain';
import { type Queryable, StatementValues } from './queryable.js';
import { ATTRIBUTE_HOMES } from './run-attribute-sql.js';
import { storedAggregate } from './run-condition-sql.js';
import { type RunFilter, RunFilterSql } from './run-filter.js';
import type { MetricOrder } from './run-order.js';

/** A metric over the runs of a group that have a number there. */
export interface GroupedMetricRow {
  readonly count: number;
  readonly mean: number | null;
  /** Standard deviation of the sample; null below two. */
  readonly sd: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

export interface RunGroupRow {
  /** What the runs share, one for each field grouped by; null where they have no value. */
  readonly values: readonly (string | null)[];
  readonly count: number;
  readonly metrics: readonly GroupedMetricRow[];
}

/** Attributes that few runs share say nothing as groups. */
const NOT_GROUPED: readonly FilterAttribute[] = ['id', 'name', 'notes', 'created', 'started', 'finished', 'duration'];

export class RunGroupReader {
  constructor(private readonly sql: Queryable) {}

  /** The largest groups first. */
  async groups(
    projectId: string,
    by: readonly FilterField[],
    metrics: readonly MetricOrder[],
    filter: RunFilter,
    first: number,
  ): Promise<RunGroupRow[]> {
    const values = new StatementValues();
    const where = new RunFilterSql(projectId, filter, values).ofRun();
    const keys = by.map((field) => groupSql(field, values));
    const joins = metrics.map((metric, i) => {
      const column = `m${i}.${storedAggregate(metric.aggregate, metric.key).toLowerCase()}_value`;
      return {
        join: `LEFT JOIN metric_summary m${i} ON m${i}.run_id = r.id AND m${i}.key = ${values.add(metric.key)}
          AND m${i}.split = ${values.add(metric.split)}::split`,
        // What is not finite says nothing of a group, nor does what is so large that squares of it are not.
        value: `CASE WHEN ${column} BETWEEN '-1e150' AND '1e150' THEN ${column} END AS v${i}`,
      };
    });
    const summary = metrics.map(
      (_, i) => `json_build_object('count', count(v${i}), 'mean', avg(v${i}), 'sd', stddev_samp(v${i}),
        'min', min(v${i}), 'max', max(v${i}))`,
    );
    const names = keys.map((_, i) => `k${i}`);
    const selected = [...keys.map((key, i) => `${key} AS k${i}`), ...joins.map(({ value }) => value), 'r.id'];
    const { rows } = await this.sql.query<RunGroupRow>({
      text: `/* runGroups */ WITH shown AS (SELECT ${selected.join(', ')} FROM run r
          JOIN experiment e ON e.id = r.experiment_id LEFT JOIN architecture a ON a.id = e.architecture_id
          ${joins.map(({ join }) => join).join(' ')} WHERE ${where})
        SELECT ARRAY[${names.join(', ')}]::text[] AS values, count(*)::int AS count,
          json_build_array(${summary.join(', ')}) AS metrics
        FROM shown GROUP BY ${names.join(', ')} ORDER BY count(*) DESC, ${names.join(', ')} LIMIT ${values.add(first)}::int`,
      values: values.all,
    });
    return rows;
  }
}

export function canGroupBy(field: FilterField): boolean {
  return field.kind === 'param' || (field.kind === 'attribute' && !NOT_GROUPED.includes(field.name));
}

function groupSql(field: FilterField, values: StatementValues): string {
  if (field.kind === 'param') {
    return `(SELECT coalesce(p.text, p.number::text) FROM run_param p WHERE p.run_id = r.id AND p.key = ${values.add(field.key)})`;
  }
  if (field.kind === 'metric') return 'NULL::text';
  return `(${ATTRIBUTE_HOMES[field.name].sql})::text`;
}
