import type { FilterNode } from '@voxboard/domain';
import type { StatementValues } from './queryable.js';
import { RunConditionSql } from './run-condition-sql.js';
import { containsPattern } from './text-pattern.js';

/**
 * A filter's tree as SQL over `run r`, every value a parameter. `lookup` decides run by run; `ofSet` lets the planner
 * join with the sets of runs that each condition names, none of them asked once per run.
 */
export class RunWhere {
  readonly #leaf: RunConditionSql;

  constructor(
    private readonly projectId: string,
    private readonly values: StatementValues,
  ) {
    this.#leaf = new RunConditionSql(projectId, values);
  }

  lookup(node: FilterNode): string {
    switch (node.kind) {
      case 'and':
        return `(${node.parts.map((part) => this.lookup(part)).join(' AND ')})`;
      case 'or':
        return `(${node.parts.map((part) => this.lookup(part)).join(' OR ')})`;
      case 'not':
        return `((${this.lookup(node.part)}) IS NOT TRUE)`;
      case 'tag':
        return `r.tags @> ${this.values.add([node.tag])}::text[]`;
      case 'text':
        return this.#named(node.text);
      default:
        return this.#leaf.lookup(node);
    }
  }

  ofSet(node: FilterNode): string {
    const isOfOtherTables = namesOtherTables(node);
    switch (node.kind) {
      case 'and':
        return node.parts.map((part) => this.ofSet(part)).join(' AND ');
      case 'or':
        // Joined by OR, the planner would ask each set once per run: their union is one set to join with.
        return isOfOtherTables
          ? `r.id IN (${node.parts.map((part) => this.#ids(part)).join(' UNION ALL ')})`
          : this.lookup(node);
      case 'not':
        if (!isOfOtherTables) return this.lookup(node);
        if (node.part.kind === 'compare' || node.part.kind === 'in' || node.part.kind === 'has') {
          return `NOT ${this.#leaf.lookup(node.part)}`;
        }
        return `NOT EXISTS (SELECT FROM (${this.#ids(node.part)}) x WHERE x.id = r.id)`;
      case 'compare':
      case 'in':
      case 'has':
        return this.#leaf.ofSet(node);
      default:
        return this.lookup(node);
    }
  }

  #ids(node: FilterNode): string {
    return `SELECT r.id FROM run r WHERE r.project_id = ${this.values.add(this.projectId)}::uuid
      AND r.deleted_at IS NULL AND ${this.ofSet(node)}`;
  }

  #named(text: string): string {
    const pattern = this.values.add(containsPattern(text.replaceAll('\0', '')));
    const named = `SELECT e.id FROM experiment e WHERE e.project_id = ${this.values.add(this.projectId)}::uuid AND e.name ILIKE ${pattern}`;
    return `(r.name ILIKE ${pattern} OR r.experiment_id IN (${named}))`;
  }
}

/** Whether some condition asks a table with a row per run and key. */
function namesOtherTables(node: FilterNode): boolean {
  switch (node.kind) {
    case 'and':
    case 'or':
      return node.parts.some(namesOtherTables);
    case 'not':
      return namesOtherTables(node.part);
    case 'compare':
    case 'in':
    case 'has':
      return node.field.kind !== 'attribute';
    default:
      return false;
  }
}
