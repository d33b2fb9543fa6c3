import type { FilterNode, RunStatus, Task } from '@voxboard/domain';
import type { RunSource } from '../generated/enums.js';
import type { StatementValues } from './queryable.js';
import { RunWhere } from './run-where.js';
import { containsPattern } from './text-pattern.js';

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

export type FilterStrategy = 'lookup' | 'ofSet';

/** Whether the filter lets every run of the project in. */
export function isUnfiltered(filter: RunFilter): boolean {
  return Object.values(filter).every((value) => value == null || value === '');
}

/**
 * WHERE over `run r`. What lies in the experiment is asked by a subquery, so that a list without such a filter never
 * touches that table.
 */
export function runConditions(
  projectId: string,
  filter: RunFilter,
  values: StatementValues,
  strategy: FilterStrategy = 'ofSet',
): string {
  const project = `${values.add(projectId)}::uuid`;
  const parts = [`r.project_id = ${project}`, 'r.deleted_at IS NULL'];
  if (filter.statuses != null) parts.push(`r.status = ANY (${values.add(filter.statuses)}::run_status[])`);
  if (filter.experimentId != null) parts.push(`r.experiment_id = ${values.add(filter.experimentId)}::uuid`);
  if (filter.source != null) parts.push(`r.source = ${values.add(filter.source)}::run_source`);
  if (filter.tags != null && filter.tags.length > 0) parts.push(`r.tags @> ${values.add(filter.tags)}::text[]`);
  if (filter.ids != null) parts.push(`r.id = ANY (${values.add(filter.ids)}::uuid[])`);
  if (filter.text != null && filter.text !== '') {
    const pattern = values.add(containsPattern(filter.text));
    const named = `SELECT e.id FROM experiment e WHERE e.project_id = ${project} AND e.name ILIKE ${pattern}`;
    parts.push(`(r.name ILIKE ${pattern} OR r.experiment_id IN (${named}))`);
  }
  const ofExperiment = experimentConditions(filter, values);
  if (ofExperiment.length > 0) {
    const wanted = [`e.project_id = ${project}`, ...ofExperiment].join(' AND ');
    parts.push(`r.experiment_id IN (SELECT e.id FROM experiment e WHERE ${wanted})`);
  }
  if (filter.where != null) parts.push(new RunWhere(projectId, values)[strategy](filter.where));
  return parts.join(' AND ');
}

function experimentConditions(filter: RunFilter, values: StatementValues): string[] {
  const parts: string[] = [];
  if (filter.task != null) parts.push(`e.task = ${values.add(filter.task)}::task`);
  if (filter.protocol != null) parts.push(`e.protocol_name = ${values.add(filter.protocol)}`);
  if (filter.architectureId != null) parts.push(`e.architecture_id = ${values.add(filter.architectureId)}::uuid`);
  return parts;
}
