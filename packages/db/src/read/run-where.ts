import type { FilterNode } from '@voxboard/domain';
import type { StatementValues } from './queryable.js';
import { type Leaf, RunConditionSql } from './run-condition-sql.js';
import { containsPattern } from './text-pattern.js';

/**
 * A filter's tree as SQL, every value a parameter. `lookup` decides over `run r`, run by run; `member` asks of an id
 * whether it is in the sets of runs that each condition names, so that rows can be told apart in which only an id stands.
 */
export class RunWhere {
  readonly #leaf: RunConditionSql;
  #projectPlace: string | null = null;

  constructor(
    private readonly projectId: string,
    private readonly values: StatementValues,
  ) {
    this.#leaf = new RunConditionSql(projectId, values);
  }

  /** Given only where it is used: Postgres refuses a value that no part of the statement takes. */
  get #project(): string {
    this.#projectPlace ??= `${this.values.add(this.projectId)}::uuid`;
    return this.#projectPlace;
  }

  /** @param id where the run's id stands; what asks the run for more than that needs `run r` */
  lookup(node: FilterNode, id = 'r.id'): string {
    switch (node.kind) {
      case 'and':
        return `(${node.parts.map((part) => this.lookup(part, id)).join(' AND ')})`;
      case 'or':
        return `(${node.parts.map((part) => this.lookup(part, id)).join(' OR ')})`;
      case 'not':
        return `((${this.lookup(node.part, id)}) IS NOT TRUE)`;
      case 'tag':
        return `r.tags @> ${this.values.add([node.tag])}::text[]`;
      case 'text':
        return this.#named(node.text);
      default:
        return this.#leaf.lookup(node, id);
    }
  }

  /** @param id where a run's id stands; `r.id` says that the rest of `run r` stands beside it. */
  member(node: FilterNode, id: string): string {
    if (!namesOtherTables(node)) return id === 'r.id' ? this.lookup(node) : among(id, this.#fitting(node));
    switch (node.kind) {
      case 'and':
        return `(${this.#conditions(node.parts, id).join(' AND ')})`;
      case 'or': {
        const own = node.parts.filter((part) => !namesOtherTables(part));
        const parts: FilterNode[] = node.parts.filter(namesOtherTables);
        if (own.length > 0) parts.push({ kind: 'or', parts: own });
        return `(${parts.map((part) => this.member(part, id)).join(' OR ')})`;
      }
      case 'not':
        return `((${this.member(node.part, id)}) IS NOT TRUE)`;
      case 'compare':
      case 'in':
      case 'has':
        return among(id, this.#leaf.matching([node]));
      default:
        return this.lookup(node);
    }
  }

  /** Selects the `id` of every run for which all of these hold, starting from one of them; those deleted included. */
  matching(parts: readonly Leaf[], isShown: (id: string) => string): string | null {
    const [first, ...others] = byField(parts).toSorted((a, b) => Number(isEquality(a[0])) - Number(isEquality(b[0])));
    if (first === undefined) return null;
    const sets = others.map((leaves) => among('s.id', this.#leaf.matching(leaves)));
    return `SELECT s.id FROM (${this.#leaf.matching(first)} OFFSET 0) s WHERE ${[isShown('s.id'), ...sets].join(' AND ')}`;
  }

  /** A condition on the column of the order's own table in which the leaf's field stands. */
  ofColumn(leaf: Leaf, column: string): string {
    return this.#leaf.ofColumn(leaf, column);
  }

  /** One condition for each field and one for all that the runs themselves say, which are run over once. */
  #conditions(parts: readonly FilterNode[], id: string): string[] {
    const own = parts.filter((part) => !namesOtherTables(part));
    const nested = parts.filter((part) => namesOtherTables(part) && !isLeafOfOtherTable(part));
    return [
      ...byField(parts.filter(isLeafOfOtherTable)).map((leaves) => among(id, this.#leaf.matching(leaves))),
      ...nested.map((part) => this.member(part, id)),
      ...(own.length > 0 ? [this.member({ kind: 'and', parts: own }, id)] : []),
    ];
  }

  #fitting(node: FilterNode): string {
    return `SELECT r.id FROM run r WHERE r.project_id = ${this.#project} AND r.deleted_at IS NULL AND ${this.lookup(node)}`;
  }

  #named(text: string): string {
    const pattern = this.values.add(containsPattern(text.replaceAll('\0', '')));
    const named = `SELECT e.id FROM experiment e WHERE e.project_id = ${this.#project} AND e.name ILIKE ${pattern}`;
    return `(r.name ILIKE ${pattern} OR r.experiment_id IN (${named}))`;
  }
}

/**
 * Whether an id is in a set. A bare IN would be made a join, after which everything found is sorted; this stays a hash
 * table that is asked row by row, so that an index can be walked in its order until a page is full.
 */
export function among(id: string, ids: string): string {
  return `((${id} IN (${ids})) IS TRUE)`;
}

/** Conditions on the same field together, in the order of their first. */
function byField(leaves: readonly Leaf[]): [Leaf, ...Leaf[]][] {
  const groups = new Map<string, [Leaf, ...Leaf[]]>();
  for (const leaf of leaves) {
    const name = JSON.stringify(leaf.field);
    const group = groups.get(name);
    if (group) group.push(leaf);
    else groups.set(name, [leaf]);
  }
  return [...groups.values()];
}

/** Such a set tends to be small: sooner put into a hash table than walked along. */
function isEquality(leaf: Leaf): boolean {
  return leaf.kind === 'compare' && leaf.operator === '=';
}

/** A condition on a table with a row per run and key, by itself. */
export function isLeafOfOtherTable(node: FilterNode): node is Leaf {
  return (node.kind === 'compare' || node.kind === 'in' || node.kind === 'has') && node.field.kind !== 'attribute';
}

/** Whether some condition asks the run itself for more than its id. */
export function asksRuns(node: FilterNode): boolean {
  if (node.kind === 'and' || node.kind === 'or') return node.parts.some(asksRuns);
  return node.kind === 'not' ? asksRuns(node.part) : !isLeafOfOtherTable(node);
}

/** Whether some condition asks a table with a row per run and key. */
function namesOtherTables(node: FilterNode): boolean {
  if (node.kind === 'and' || node.kind === 'or') return node.parts.some(namesOtherTables);
  return node.kind === 'not' ? namesOtherTables(node.part) : isLeafOfOtherTable(node);
}
