import {
  type FilterAggregate,
  type FilterComparison,
  type FilterField,
  type FilterMembership,
  type FilterOperator,
  type FilterValue,
  InvalidInputError,
  isLowerBetter,
  printFilterField,
} from '@voxboard/domain';
import type { StatementValues } from './queryable.js';
import { ATTRIBUTE_HOMES, type AttributeHome } from './run-attribute-sql.js';
import { containsPattern } from './text-pattern.js';

export type Leaf = FilterComparison | FilterMembership | { readonly kind: 'has'; readonly field: FilterField };
type Wanted = (sql: string, type: 'text' | 'uuid' | 'float8' | 'timestamptz') => string;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,2})?$/i;
const MAX_PARAM_TEXT = 256;
const SQL_OPERATOR: Readonly<Record<FilterOperator, string>> = {
  '=': '=',
  '!=': '<>',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  '~': 'ILIKE',
  '!~': 'NOT ILIKE',
};
const AGGREGATE_COLUMNS = {
  LAST: { ended: 'm.final_last', present: 'm.last_value' },
  MIN: { ended: 'm.final_min', present: 'm.min_value' },
  MAX: { ended: 'm.final_max', present: 'm.max_value' },
} as const;

/** Which stored extreme an aggregate is. */
export function storedAggregate(aggregate: FilterAggregate, key: string): keyof typeof AGGREGATE_COLUMNS {
  if (aggregate !== 'BEST') return aggregate;
  return isLowerBetter(key) ? 'MIN' : 'MAX';
}

/**
 * Conditions on one field. What lies in other tables than `run r` can be asked in two ways: by looking each run up, and
 * by the ids of all runs that fit, from an index by value. The first is right for few runs, the second for many.
 */
export class RunConditionSql {
  #projectPlace: string | null = null;

  constructor(
    private readonly projectId: string,
    private readonly values: StatementValues,
  ) {}

  /** Given only where it is used: Postgres refuses a value that no part of the statement takes. */
  get #project(): string {
    this.#projectPlace ??= `${this.values.add(this.projectId)}::uuid`;
    return this.#projectPlace;
  }

  /** @param id where the run's id stands; an attribute asks for more than that: for `run r` */
  lookup(leaf: Leaf, id = 'r.id'): string {
    const { field } = leaf;
    if (field.kind === 'attribute') return this.#attribute(ATTRIBUTE_HOMES[field.name], leaf);
    if (field.kind === 'param') {
      return oneByOne(`SELECT FROM run_param p WHERE p.run_id = ${id} AND p.key = ${this.values.add(field.key)}
        AND ${this.#paramWanted(leaf)}`);
    }
    const { present } = AGGREGATE_COLUMNS[storedAggregate(field.aggregate, field.key)];
    return oneByOne(`SELECT FROM metric_summary m WHERE m.run_id = ${id} AND m.key = ${this.values.add(field.key)}
      AND m.split = ${this.values.add(field.split)}::split AND ${this.#wanted(leaf)(present, 'float8')}`);
  }

  /** What is wanted of a field of another table, said of the column that holds its value in `run_param p`, or of any. */
  ofColumn(leaf: Leaf, column: string): string {
    return leaf.field.kind === 'param' ? this.#paramWanted(leaf) : this.#wanted(leaf)(column, 'float8');
  }

  /**
   * Selects the `id` of every run for which all of these hold, those deleted included. They are of one field, which lies
   * in another table: bounds on both sides are one stretch of its index.
   */
  matching(leaves: readonly [Leaf, ...Leaf[]]): string {
    const { field } = leaves[0];
    if (field.kind === 'attribute') throw new RangeError(`"${field.name}" lies in no other table`);
    if (field.kind === 'param') {
      const wanted = leaves.map((leaf) => this.#paramWanted(leaf)).join(' AND ');
      return `SELECT p.run_id AS id FROM run_param p WHERE p.project_id = ${this.#project}
        AND p.key = ${this.values.add(field.key)} AND ${wanted}`;
    }
    const { ended, present } = AGGREGATE_COLUMNS[storedAggregate(field.aggregate, field.key)];
    const series = `m.project_id = ${this.#project} AND m.key = ${this.values.add(field.key)}
      AND m.split = ${this.values.add(field.split)}::split`;
    const wanted = (column: string) => leaves.map((leaf) => this.#wanted(leaf)(column, 'float8')).join(' AND ');
    // Runs that have ended stand in an index by value, those under way are few and in none.
    return `SELECT m.run_id AS id FROM metric_summary m WHERE ${series} AND ${wanted(ended)}
      UNION ALL SELECT m.run_id FROM metric_summary m
        WHERE ${series} AND m.final_last IS NULL AND ${wanted(present)}`;
  }

  #attribute(home: AttributeHome, leaf: Leaf): string {
    const wanted = this.#wanted(leaf);
    if (home.kind === 'column') return `(${wanted(home.sql, home.type)})`;
    const named = wanted(home.sql, 'text');
    if (home.idSql === null || leaf.kind === 'has') return home.within(named, this.#project);
    const isNegative = leaf.kind === 'compare' && (leaf.operator === '!=' || leaf.operator === '!~');
    const values = leaf.kind === 'compare' ? [leaf.value] : leaf.values;
    const ids = values.flatMap((value) => (value.kind === 'text' && UUID.test(value.value) ? [value.value] : []));
    if (ids.length === 0 || (leaf.kind === 'compare' && leaf.operator.endsWith('~')))
      return home.within(named, this.#project);
    const among = `${home.idSql} = ANY (${this.values.add(ids)}::uuid[])`;
    return home.within(isNegative ? `(${named} AND NOT ${among})` : `(${named} OR ${among})`, this.#project);
  }

  /** What is said of a value, wherever it stands. */
  #wanted(leaf: Leaf): Wanted {
    if (leaf.kind === 'has') return (sql, type) => (type === 'float8' ? this.#isNumber(sql) : `${sql} IS NOT NULL`);
    if (leaf.kind === 'in') {
      return (sql, type) => {
        const list = leaf.values.flatMap((value) => this.#plain(value, type, leaf.field));
        return `${sql} = ANY (${this.values.add(list)}::${type}[])`;
      };
    }
    const { operator, value } = leaf;
    return (sql, type) => {
      if (operator === '~' || operator === '!~') {
        return `${sql} ${SQL_OPERATOR[operator]} ${this.values.add(containsPattern(textOf(value)))}`;
      }
      if (value.kind === 'ago') {
        return `${sql} ${SQL_OPERATOR[operator]} now() - make_interval(secs => ${this.values.add(value.seconds)}::float8)`;
      }
      const [plain] = this.#plain(value, type, leaf.field);
      if (plain === undefined) return operator === '!=' ? `${sql} IS NOT NULL` : 'FALSE';
      const compared = `${sql} ${SQL_OPERATOR[operator]} ${this.values.add(plain)}::${type}`;
      // NaN sorts above everything in Postgres, and is neither greater than anything nor different from it here.
      const isOpen = type === 'float8' && (operator.startsWith('>') || operator === '!=');
      return isOpen ? `(${compared} AND ${sql} < 'NaN'::float8)` : compared;
    };
  }

  #isNumber(sql: string): string {
    return `${sql} <= 'NaN'::float8`;
  }

  #paramWanted(leaf: Leaf): string {
    if (leaf.kind === 'has') return 'TRUE';
    const add = (value: unknown) => this.values.add(value);
    if (leaf.kind === 'in') {
      const numbers = leaf.values.flatMap((value) => numberOf(value) ?? []);
      const texts = leaf.values.flatMap((value) => (numberOf(value) === null ? [cut(textOf(value))] : []));
      if (texts.length === 0) return `p.number = ANY (${add(numbers)}::float8[])`;
      if (numbers.length === 0) return `p.text = ANY (${add(texts)}::text[])`;
      return `(p.number = ANY (${add(numbers)}::float8[]) OR p.text = ANY (${add(texts)}::text[]))`;
    }
    const { operator, value } = leaf;
    if (operator === '~' || operator === '!~') {
      return `p.text ${SQL_OPERATOR[operator]} ${add(containsPattern(textOf(value)))}`;
    }
    const number = numberOf(value);
    const [own, plain] = number === null ? ['p.text', add(cut(textOf(value)))] : ['p.number', `${add(number)}::float8`];
    // A text differs from every number, and a number from every text.
    const other = number === null ? 'p.number' : 'p.text';
    if (operator === '!=') return `(${own} <> ${plain} OR ${other} IS NOT NULL)`;
    return `${own} ${SQL_OPERATOR[operator]} ${plain}`;
  }

  /** The value as the column takes it; nothing when no such column can hold it. */
  #plain(value: FilterValue, type: string, field: FilterField): (string | number)[] {
    if (type === 'text') return [textOf(value)];
    if (type === 'uuid') return value.kind === 'text' && UUID.test(value.value) ? [value.value] : [];
    if (type === 'timestamptz' && value.kind === 'instant') return [value.at];
    if (type === 'float8' && value.kind === 'number') return [value.value];
    throw new InvalidInputError(`"${printFilterField(field)}" cannot be compared with a ${value.kind}.`, {
      path: ['filter'],
    });
  }
}

/** Whether there is a row, looked up for each run: without OFFSET it could be made a join with all rows that there are. */
function oneByOne(rows: string): string {
  return `EXISTS (${rows} OFFSET 0)`;
}

function textOf(value: FilterValue): string {
  if (value.kind === 'text') return value.value.replaceAll('\0', '');
  return value.kind === 'number' ? String(value.value) : '';
}

/** Parameters that are written like numbers are kept as numbers. */
function numberOf(value: FilterValue): number | null {
  if (value.kind === 'number') return value.value;
  return value.kind === 'text' && NUMBER.test(value.value) ? Number(value.value) : null;
}

function cut(text: string): string {
  return text.slice(0, MAX_PARAM_TEXT);
}
