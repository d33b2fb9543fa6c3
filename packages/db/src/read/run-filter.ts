import type { FilterField, FilterNode, RunStatus, Task } from '@voxboard/domain';
import type { RunSource } from '../generated/enums.js';
import type { StatementValues } from './queryable.js';
import type { Leaf } from './run-condition-sql.js';
import { among, asksRuns, isLeafOfOtherTable, RunWhere } from './run-where.js';

export interface RunFilter {
  readonly statuses?: readonly RunStatus[] | null | undefined;
  readonly task?: Task | null | undefined;
  /** Protocol name. */
  readonly protocol?: string | null | undefined;
  readonly architectureId?: string | null | undefined;
  readonly experimentId?: string | null | undefined;
  readonly source?: RunSource | null | undefined;
  /** Part of the run's or experiment's name. */
  readonly text?: string | null | undefined;
  /** All of them. */
  readonly tags?: readonly string[] | null | undefined;
  readonly ids?: readonly string[] | null | undefined;
  /** Anything the filter language can say, besides. */
  readonly where?: FilterNode | null | undefined;
}

/** Whether the filter lets every run of the project in. */
export function isUnfiltered(filter: RunFilter): boolean {
  return Object.values(filter).every((value) => value == null || value === '');
}

/** Conditions on such fields, which all must hold, and the rest of the filter. */
export function splitFilter(
  filter: RunFilter,
  isOwn: (field: FilterField) => boolean,
): { readonly own: readonly Leaf[]; readonly rest: RunFilter } {
  const parts = conditionsOf(filter);
  const own = parts.filter(isLeafOfOtherTable).filter(({ field }) => isOwn(field));
  if (own.length === 0) return { own, rest: filter };
  const others = parts.filter((part) => !own.some((leaf) => leaf === part));
  return { own, rest: { ...filter, where: others.length === 0 ? null : { kind: 'and', parts: others } } };
}

/** What of the filter language must hold, condition by condition. */
function conditionsOf({ where }: RunFilter): readonly FilterNode[] {
  if (where == null) return [];
  return where.kind === 'and' ? where.parts : [where];
}

/**
 * A filter as SQL. What lies in the experiment is asked by a subquery, so that a list without such a filter never touches
 * that table.
 */
export class RunFilterSql {
  readonly #where: RunWhere;
  #projectPlace: string | null = null;

  constructor(
    private readonly projectId: string,
    private readonly filter: RunFilter,
    private readonly values: StatementValues,
  ) {
    this.#where = new RunWhere(projectId, values);
  }

  /** Condition on a run of which the id is at hand, decided run by run: right for few runs. */
  lookup(id: string): string {
    const { where } = this.filter;
    if (isUnfiltered({ ...this.filter, where: null }) && (where == null || !asksRuns(where))) {
      return [this.#notDeleted(id), ...(where == null ? [] : [this.#where.lookup(where, id)])].join(' AND ');
    }
    const conditions = [...this.#shown(), ...this.#own(), ...(where == null ? [] : [this.#where.lookup(where)])];
    return `EXISTS (SELECT FROM (SELECT * FROM run WHERE run.id = ${id} OFFSET 0) r WHERE ${conditions.join(' AND ')})`;
  }

  /** Condition on `run r`, other tables asked once for all runs. */
  ofRun(): string {
    const { where } = this.filter;
    return [...this.#shown(), ...this.#own(), ...(where == null ? [] : [this.#where.member(where, 'r.id')])].join(
      ' AND ',
    );
  }

  /** Condition on a run of which only the id is at hand. */
  ofId(id: string): string {
    const { where } = this.filter;
    const parts = [this.#notDeleted(id)];
    const own = this.#own();
    if (own.length > 0) {
      parts.push(among(id, `SELECT r.id FROM run r WHERE ${[...this.#shown(), ...own].join(' AND ')}`));
    }
    if (where != null) parts.push(this.#where.member(where, id));
    return parts.join(' AND ');
  }

  /** Selects the `id` of every run that fits, in no order. Starts from an index by value where a condition has one. */
  matching(): string {
    const parts = conditionsOf(this.filter);
    const leaves = parts.filter(isLeafOfOtherTable);
    const areAll = leaves.length === parts.length && isUnfiltered({ ...this.filter, where: null });
    const fromIndex = areAll ? this.#where.matching(leaves, (id) => this.#notDeleted(id)) : null;
    return fromIndex ?? `SELECT r.id FROM run r WHERE ${this.ofRun()}`;
  }

  /** A condition on the column in which the leaf's field stands. */
  ofColumn(leaf: Leaf, column: string): string {
    return this.#where.ofColumn(leaf, column);
  }

  get #project(): string {
    this.#projectPlace ??= `${this.values.add(this.projectId)}::uuid`;
    return this.#projectPlace;
  }

  #shown(): string[] {
    return [`r.project_id = ${this.#project}`, 'r.deleted_at IS NULL'];
  }

  #notDeleted(id: string): string {
    const deleted = `SELECT d.id FROM run d WHERE d.project_id = ${this.#project} AND d.deleted_at IS NOT NULL`;
    return `((${id} IN (${deleted})) IS NOT TRUE)`;
  }

  /** What the filter asks of the runs themselves, the filter language aside. */
  #own(): string[] {
    const { filter, values } = this;
    const parts: string[] = [];
    if (filter.statuses != null) parts.push(`r.status = ANY (${values.add(filter.statuses)}::run_status[])`);
    if (filter.experimentId != null) parts.push(`r.experiment_id = ${values.add(filter.experimentId)}::uuid`);
    if (filter.source != null) parts.push(`r.source = ${values.add(filter.source)}::run_source`);
    if (filter.tags != null && filter.tags.length > 0) parts.push(`r.tags @> ${values.add(filter.tags)}::text[]`);
    if (filter.ids != null) parts.push(`r.id = ANY (${values.add(filter.ids)}::uuid[])`);
    if (filter.text != null && filter.text !== '') parts.push(this.#where.lookup({ kind: 'text', text: filter.text }));
    const ofExperiment = experimentConditions(filter, values);
    if (ofExperiment.length > 0) {
      const wanted = [`e.project_id = ${this.#project}`, ...ofExperiment].join(' AND ');
      parts.push(`r.experiment_id IN (SELECT e.id FROM experiment e WHERE ${wanted})`);
    }
    return parts;
  }
}

function experimentConditions(filter: RunFilter, values: StatementValues): string[] {
  const parts: string[] = [];
  if (filter.task != null) parts.push(`e.task = ${values.add(filter.task)}::task`);
  if (filter.protocol != null) parts.push(`e.protocol_name = ${values.add(filter.protocol)}`);
  if (filter.architectureId != null) parts.push(`e.architecture_id = ${values.add(filter.architectureId)}::uuid`);
  return parts;
}
