import { decodeCursor } from './keyset-cursor.js';
import type { PageRequest } from './keyset-page.js';
import { StatementValues } from './queryable.js';
import type { Leaf } from './run-condition-sql.js';
import { isUnfiltered, type RunFilter, RunFilterSql, splitFilter } from './run-filter.js';
import { type OrderPart, type OrderSource, typesOf } from './run-order.js';
import { type RunColumn, runColumns } from './run-row.js';
import { among } from './run-where.js';

/** Runs looked at one by one, in order, before the filter is asked for the set of all that fit. */
const PROBED_RUNS = 300;

/** The ids of all runs that fit, as Postgres writes an array. */
export interface FewRuns {
  readonly ids: string;
  /** So few that their values are looked up sooner than met on a walk. */
  readonly areVeryFew: boolean;
}

export type PageStrategy = 'walk' | 'probe' | FewRuns;

export interface PageOfPart {
  readonly projectId: string;
  readonly part: OrderPart;
  readonly filter: RunFilter;
  readonly request: PageRequest;
  /** Rows of the part to skip. */
  readonly offset: number;
  readonly columns: readonly RunColumn[];
}

export interface Statement {
  readonly text: string;
  readonly values: unknown[];
}

/**
 * How a page is found: `walk` goes along the order's index and keeps the runs that are in the sets which the filter
 * names, until the page is full; `probe` goes a little way and looks each run up, which is sooner done when many fit,
 * for no set is made; where few runs are known to fit, they are that set, and very few are sorted.
 */
export function pageStatement(page: PageOfPart, strategy: PageStrategy): Statement {
  const sql = new PageSql(page);
  return { text: sql.page(strategy), values: sql.values.all };
}

export function countStatement(page: PageOfPart, strategy: PageStrategy): Statement {
  const sql = new PageSql(page);
  return { text: sql.count(strategy), values: sql.values.all };
}

/** How many runs fit, as far as they are few, and their ids. */
export function fewStatement(projectId: string, filter: RunFilter, most: number): Statement {
  const values = new StatementValues();
  const matching = new RunFilterSql(projectId, filter, values).matching();
  const limit = values.add(most);
  return {
    // As text, because it is not looked into before it is sent back.
    text: `/* runsFew */ SELECT count(*)::int AS count, CASE WHEN count(*) <= ${limit}::int THEN array_agg(id)::text END AS ids
      FROM (${matching} LIMIT ${limit}::int + 1) fitting`,
    values: values.all,
  };
}

/** Row by row: the planner would else rather read all runs. */
const lookup = (id: string) => `CROSS JOIN LATERAL (SELECT * FROM run WHERE run.id = ${id} OFFSET 0) r`;

class PageSql {
  readonly values = new StatementValues();
  /** What the order's own table cannot be asked. */
  readonly #filter: RunFilterSql;
  readonly #own: readonly Leaf[];
  /** Nothing is left to ask but whether a run is deleted. */
  readonly #isOpen: boolean;
  readonly #direction: string;
  #projectPlace: string | null = null;

  constructor(private readonly of: PageOfPart) {
    const { own, rest } = splitFilter(of.filter, of.part.isOf);
    this.#own = own;
    this.#isOpen = isUnfiltered(rest);
    this.#filter = new RunFilterSql(of.projectId, rest, this.values);
    this.#direction = (of.part.direction === 'ASC') !== of.request.isBackward ? 'ASC' : 'DESC';
  }

  /** Given only where it is used: Postgres refuses a value that no part of the statement takes. */
  get #project(): string {
    this.#projectPlace ??= `${this.values.add(this.of.projectId)}::uuid`;
    return this.#projectPlace;
  }

  page(strategy: PageStrategy): string {
    const { offset, request, columns } = this.of;
    const name = typeof strategy === 'string' ? strategy : 'few';
    const most = request.size + 1 + offset;
    const found = `${this.#found(strategy, most)} ${this.#orderBy('u.v', 'u.id')} LIMIT ${request.size + 1} OFFSET ${offset}`;
    return `/* runs ${name} */ SELECT ${runColumns(columns)}, f.v AS "orderValue" FROM (SELECT u.id, u.v FROM ${found}) f
      ${lookup('f.id')} ${this.#orderBy('f.v', 'f.id')}`;
  }

  count(strategy: PageStrategy): string {
    return `/* runsOfPart */ SELECT count(*)::int AS count FROM ${this.#found(strategy, null)}`;
  }

  /** @param most rows wanted of it; null for all */
  #found(strategy: PageStrategy, most: number | null): string {
    const { isOfRuns } = this.of.part;
    if (strategy === 'probe') {
      return `${this.#ordered('probe', `LIMIT ${PROBED_RUNS}`)} u WHERE ${this.#filter.lookup('u.id')}`;
    }
    if (strategy === 'walk') {
      if (isOfRuns) return `(${this.#sources.map((source) => this.#source(source, 'walk')).join(' UNION ALL ')}) u`;
      if (this.#isOpen) return `${this.#ordered('walk', most === null ? 'OFFSET 0' : `LIMIT ${most}`)} u`;
      // Kept apart by OFFSET, so that sets are made once for all sources.
      return `${this.#ordered('walk', 'OFFSET 0')} u WHERE ${this.#filter.ofId('u.id')}`;
    }
    const ids = `${this.values.add(strategy.ids)}::uuid[]`;
    if (isOfRuns || strategy.areVeryFew) return `(${this.#lookedUp(ids)}) u`;
    return `${this.#ordered('walk', 'OFFSET 0')} u WHERE ${among('u.id', `SELECT unnest(${ids})`)}`;
  }

  get #sources(): OrderSource[] {
    return this.of.part.sources(() => this.#project, this.values);
  }

  /** What the order's sources give, in order. */
  #ordered(strategy: 'walk' | 'probe', rows: string): string {
    const ordered = `${this.#orderBy('v', 'id')} ${rows}`;
    const union = this.#sources.map((source) => `(${this.#source(source, strategy)} ${ordered})`).join(' UNION ALL ');
    return `(SELECT w.id, w.v FROM (${union}) w ${ordered})`;
  }

  #source(source: OrderSource, strategy: 'walk' | 'probe'): string {
    if (!this.of.part.isOfRuns) {
      const own = this.#own.map((leaf) => this.#filter.ofColumn(leaf, source.value));
      return this.#select(source, this.#isOpen ? [...own, this.#filter.ofId(source.id)] : own);
    }
    if (strategy === 'walk') return this.#select(source, [this.#filter.ofRun()]);
    return this.#select(source, [`r.project_id = ${this.#project} AND r.deleted_at IS NULL`]);
  }

  #lookedUp(ids: string): string {
    const found = this.#sources.map((source) => this.#select(source, [`${source.id} = few.run_id`]));
    // OFFSET, because an index by value would else be read through for them.
    return found
      .map((one) => `SELECT x.id, x.v FROM unnest(${ids}) AS few (run_id) CROSS JOIN LATERAL (${one} OFFSET 0) x`)
      .join(' UNION ALL ');
  }

  #select({ from, id, value, where }: OrderSource, conditions: readonly string[]): string {
    const all = [where, this.#cursor(value, id), ...conditions].filter((one) => one !== null);
    return `SELECT ${id} AS id, ${value} AS v FROM ${from} WHERE ${all.join(' AND ')}`;
  }

  #cursor(value: string, id: string): string | null {
    const { part, request } = this.of;
    if (request.cursor === null) return null;
    const types = typesOf(part);
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
