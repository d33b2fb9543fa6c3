import { z } from 'zod';
import { type Queryable, StatementValues } from './queryable.js';
import { type RunFilter, RunFilterSql } from './run-filter.js';

export interface RunTally {
  readonly value: number;
  /** False: more than was counted up to, estimated from the planner's statistics. */
  readonly isExact: boolean;
}

const PlanSchema = z.tuple([z.object({ Plan: z.object({ 'Plan Rows': z.number() }) })]);

/** How many runs fit a filter, counted as far as is cheap. */
export class RunTallyReader {
  constructor(private readonly sql: Queryable) {}

  /** Exact up to `bound` runs; beyond it an estimate, which is never below the bound. */
  async tally(projectId: string, filter: RunFilter, bound: number): Promise<RunTally> {
    const values = new StatementValues();
    const matching = new RunFilterSql(projectId, filter, values).matching();
    const limit = values.add(bound + 1);
    const { rows } = await this.sql.query<{ count: number }>({
      text: `/* runTally */ SELECT count(*)::int AS count FROM (${matching} LIMIT ${limit}::int) counted`,
      values: values.all,
    });
    const counted = rows[0]?.count ?? 0;
    if (counted <= bound) return { value: counted, isExact: true };
    return { value: Math.max(bound + 1, await this.#estimate(matching, values.all.slice(0, -1))), isExact: false };
  }

  async #estimate(matching: string, values: unknown[]): Promise<number> {
    const { rows } = await this.sql.query<{ 'QUERY PLAN': unknown }>({
      text: `/* runEstimate */ EXPLAIN (FORMAT JSON) ${matching}`,
      values,
    });
    return PlanSchema.parse(rows[0]?.['QUERY PLAN'])[0].Plan['Plan Rows'];
  }
}
