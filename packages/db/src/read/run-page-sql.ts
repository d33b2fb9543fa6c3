import { decodeCursor } from './keyset-cursor.js';
import type { PageRequest } from './keyset-page.js';
import { StatementValues } from './queryable.js';
import { type RunFilter, runConditions } from './run-filter.js';
import type { OrderPart, OrderSource } from './run-order.js';
import { RUN_COLUMNS } from './run-row.js';

/** Runs looked at one by one, in order, before the filter is asked for the set of all that fit. */
const PROBED_RUNS = 600;

export interface PageOfPart {
  readonly projectId: string;
  readonly part: OrderPart;
  readonly filter: RunFilter;
  readonly request: PageRequest;
  /** Rows of the part to skip. */
  readonly offset: number;
}

/**
 * How a page is found: `ordered` walks the order's index and takes every run; `probe` looks at the first few runs of
 * the order and keeps those that fit, which is soon done when many fit; `ofSet` finds all that fit, then sorts them,
 * so that no filter makes a long walk of it, however it goes against the order.
 */
export type PageStrategy = 'ordered' | 'probe' | 'ofSet';

/** Row by row: the planner would else rather read all runs. */
const lookup = (id: string) => `CROSS JOIN LATERAL (SELECT * FROM run WHERE run.id = ${id} OFFSET 0) r`;

export function pageStatement(page: PageOfPart, strategy: PageStrategy): { text: string; values: unknown[] } {
  const sql = new PageSql(page);
  return { text: sql.page(strategy), values: sql.values.all };
}

export function countStatement(page: PageOfPart): { text: string; values: unknown[] } {
  const sql = new PageSql(page);
  return { text: sql.count(), values: sql.values.all };
}

class PageSql {
  readonly values = new StatementValues();
  #projectPlace: string | null = null;
  readonly #direction: string;

  constructor(private readonly of: PageOfPart) {
    this.#direction = (of.part.direction === 'ASC') !== of.request.isBackward ? 'ASC' : 'DESC';
  }

  /** Given only where it is used: Postgres refuses a value that no part of the statement takes. */
  get #project(): string {
    this.#projectPlace ??= `${this.values.add(this.of.projectId)}::uuid`;
    return this.#projectPlace;
  }

  page(strategy: PageStrategy): string {
    const { offset, request } = this.of;
    const rows = `LIMIT ${request.size + 1} OFFSET ${offset}`;
    const found = strategy === 'probe' ? this.#probed() : this.#union(strategy, request.size + 1 + offset);
    const matched = strategy === 'ofSet' ? `WITH ${this.#matched()} ` : '';
    return `/* runs ${strategy} */ ${matched}SELECT ${RUN_COLUMNS}, f.v AS "orderValue"
      FROM (SELECT id, v FROM ${found} ${this.#orderBy('u.v', 'u.id')} ${rows}) f
      ${lookup('f.id')} ${this.#orderBy('f.v', 'f.id')}`;
  }

  count(): string {
    return `/* runsOfPart */ WITH ${this.#matched()}
      SELECT count(*)::int AS count FROM ${this.#union('ofSet', null)}`;
  }

  #matched(): string {
    const { projectId, filter } = this.of;
    return `matched AS MATERIALIZED (SELECT r.id FROM run r WHERE ${runConditions(projectId, filter, this.values)})`;
  }

  #probed(): string {
    const { projectId, filter } = this.of;
    const where = runConditions(projectId, filter, this.values, 'lookup');
    return `(SELECT c.id, c.v FROM ${this.#union('probe', PROBED_RUNS)} CROSS JOIN LATERAL (VALUES (u.id, u.v)) c (id, v)
      ${lookup('c.id')} WHERE ${where}) u`;
  }

  /** The order's sources one below the other, each cut to what may be wanted of it. */
  #union(strategy: PageStrategy, limit: number | null): string {
    const sources = this.of.part.sources(() => this.#project, this.values);
    return `(${sources.map((source) => this.#source(source, strategy, limit)).join(' UNION ALL ')}) u`;
  }

  #source(source: OrderSource, strategy: PageStrategy, limit: number | null): string {
    const { id, value, where } = source;
    const ending = limit === null ? '' : `${this.#orderBy(value, id)} LIMIT ${limit}`;
    const conditions = [where, this.#cursor(value, id), this.#isShown(source, strategy)].filter((one) => one !== null);
    return `(SELECT ${id} AS id, ${value} AS v FROM ${this.#from(source, strategy)}
      WHERE ${conditions.join(' AND ')} ${ending})`;
  }

  #from({ from, id, reach }: OrderSource, strategy: PageStrategy): string {
    if (strategy === 'ofSet')
      return reach === 'self' ? `matched JOIN ${joinable(from)}` : `${from} JOIN matched ON matched.id = ${id}`;
    if (reach === 'self' || strategy === 'probe') return from;
    return reach === 'join' ? `${from} JOIN run r ON r.id = ${id}` : `${from} ${lookup(id)}`;
  }

  #isShown({ reach }: OrderSource, strategy: PageStrategy): string | null {
    if (strategy === 'ofSet' || (strategy === 'probe' && reach !== 'self')) return null;
    return `r.project_id = ${this.#project} AND r.deleted_at IS NULL`;
  }

  #cursor(value: string, id: string): string | null {
    const { part, request } = this.of;
    if (request.cursor === null) return null;
    const types = part.type === null ? (['uuid'] as const) : ([part.type, 'uuid'] as const);
    const at = decodeCursor(request.cursor, part.name, types, request.cursorArgument);
    const right = types.map((type, i) => `${this.values.add(at[i])}::${type}`).join(', ');
    const left = part.type === null ? id : `${value}, ${id}`;
    return `(${left}) ${this.#direction === 'ASC' ? '>' : '<'} (${right})`;
  }

  #orderBy(value: string, id: string): string {
    const columns = this.of.part.type === null ? [id] : [value, id];
    return `ORDER BY ${columns.map((column) => `${column} ${this.#direction}`).join(', ')}`;
  }
}

/** `run r JOIN …` as it goes on behind `matched JOIN`. */
function joinable(from: string): string {
  return from.replace(/^run r/, 'run r ON r.id = matched.id');
}
