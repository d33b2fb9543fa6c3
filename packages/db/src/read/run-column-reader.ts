import type { Split } from '@voxboard/domain';
import type { Queryable } from './queryable.js';

export interface MetricColumnRow {
  readonly key: string;
  readonly split: Split;
}

export interface ParamColumnRow {
  readonly key: string;
  /** Of the numbers among its values; null where there is none. */
  readonly min: number | null;
  readonly max: number | null;
  /** Up to twelve values, numbers first, each in its order. */
  readonly values: readonly string[];
}

const MAX_KEYS = 2000;
const MAX_VALUES = 12;

/**
 * What the runs of a project could be shown, filtered and sorted by. Each key is found by one step into an index, so
 * that the work goes by the number of keys, not of runs.
 */
export class RunColumnReader {
  constructor(private readonly sql: Queryable) {}

  async metrics(projectId: string): Promise<MetricColumnRow[]> {
    const { rows } = await this.sql.query<MetricColumnRow>({
      text: `/* metricColumns */ WITH RECURSIVE ${walk('ended', 'metric_summary', 'key, split', 'final_last IS NOT NULL')},
        ${walk('open', 'metric_summary', 'key, split', 'final_last IS NULL')}
        SELECT key, split FROM ended UNION SELECT key, split FROM open ORDER BY 1, 2`,
      values: [projectId, MAX_KEYS],
    });
    return rows;
  }

  async params(projectId: string): Promise<ParamColumnRow[]> {
    const of = (column: 'number' | 'text') =>
      `WITH RECURSIVE v (value, n) AS (
         (SELECT p.${column}, 1 FROM run_param p WHERE p.project_id = $1::uuid AND p.key = k.key AND p.${column} IS NOT NULL
          ORDER BY p.${column} LIMIT 1)
         UNION ALL
         SELECT (SELECT p.${column} FROM run_param p WHERE p.project_id = $1::uuid AND p.key = k.key AND p.${column} > v.value
           ORDER BY p.${column} LIMIT 1), v.n + 1 FROM v WHERE v.value IS NOT NULL AND v.n < ${MAX_VALUES})
       SELECT coalesce(array_agg(value::text ORDER BY n), '{}') FROM v WHERE value IS NOT NULL`;
    const end = (direction: 'ASC' | 'DESC') =>
      `SELECT p.number FROM run_param p WHERE p.project_id = $1::uuid AND p.key = k.key AND p.number IS NOT NULL
         ORDER BY p.number ${direction} LIMIT 1`;
    const { rows } = await this.sql.query<ParamColumnRow>({
      text: `/* paramColumns */ WITH RECURSIVE ${walk('k', 'run_param', 'key', 'TRUE')}
        SELECT k.key, (${end('ASC')}) AS min, (${end('DESC')}) AS max, ((${of('number')}) || (${of('text')}))[1:${MAX_VALUES}] AS values
        FROM k WHERE k.key IS NOT NULL ORDER BY k.key`,
      values: [projectId, MAX_KEYS],
    });
    return rows;
  }

  /** Most frequent first. */
  async tags(projectId: string): Promise<string[]> {
    const { rows } = await this.sql.query<{ tag: string }>({
      text: `/* runTags */ SELECT tag FROM run r, unnest(r.tags) AS tag
        WHERE r.project_id = $1::uuid AND r.deleted_at IS NULL AND r.tags <> '{}'
        GROUP BY tag ORDER BY count(*) DESC, tag LIMIT $2`,
      values: [projectId, MAX_KEYS],
    });
    return rows.map(({ tag }) => tag);
  }

  /** Names that filters can ask for. */
  async names(projectId: string): Promise<{ experiments: string[]; protocols: string[]; architectures: string[] }> {
    const { rows } = await this.sql.query<{ experiments: string[]; protocols: string[]; architectures: string[] }>({
      text: `/* runNames */ SELECT
        ARRAY(SELECT name FROM experiment WHERE project_id = $1::uuid AND deleted_at IS NULL ORDER BY created_at DESC LIMIT 500) AS experiments,
        ARRAY(SELECT DISTINCT protocol_name FROM experiment WHERE project_id = $1::uuid AND protocol_name IS NOT NULL ORDER BY 1) AS protocols,
        ARRAY(SELECT name FROM architecture WHERE project_id = $1::uuid OR project_id IS NULL ORDER BY 1 LIMIT 500) AS architectures`,
      values: [projectId],
    });
    return rows[0] ?? { experiments: [], protocols: [], architectures: [] };
  }
}

/** A recursive query that hops from one distinct key to the next. */
function walk(name: string, table: string, columns: string, where: string): string {
  const next = (condition: string) =>
    `SELECT ${columns} FROM ${table} WHERE project_id = $1::uuid AND ${where} ${condition} ORDER BY ${columns} LIMIT 1`;
  const step = columns
    .split(', ')
    .map((column) => `${name}.${column}`)
    .join(', ');
  return `${name} (${columns}, n) AS (
    (SELECT found.*, 1 FROM (${next('')}) found)
    UNION ALL
    SELECT found.*, ${name}.n + 1 FROM ${name}
      CROSS JOIN LATERAL (${next(`AND (${columns}) > (${step})`)}) found WHERE ${name}.n < $2)`;
}
