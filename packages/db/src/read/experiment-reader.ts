import type { RunStatus, Task } from '@voxboard/domain';
import type { RunSource } from '../generated/enums.js';
import {
  cursorCondition,
  newestFirst,
  orderAndLimit,
  type Page,
  type PageArguments,
  pageRequest,
  toKeysetPage,
} from './keyset-page.js';
import { inOrderOf, type Queryable, StatementValues } from './queryable.js';
import { containsPattern } from './text-pattern.js';

export interface ExperimentRow {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly source: RunSource;
  readonly task: Task | null;
  readonly featureSetId: string | null;
  readonly architectureId: string | null;
  readonly protocol: unknown;
  readonly protocolName: string | null;
  readonly protocolHash: string | null;
  readonly hyperparameters: unknown;
  readonly configHash: string | null;
  readonly plannedFolds: number;
  readonly plannedSeeds: readonly number[];
  readonly tags: readonly string[];
  readonly notes: string;
  readonly createdAt: Date;
  readonly clonedFromId: string | null;
  readonly deletedAt: Date | null;
  /** From when on it is removed for good. */
  readonly purgeAfter: Date | null;
}

export interface ExperimentFilter {
  readonly task?: Task | null | undefined;
  readonly protocol?: string | null | undefined;
  readonly text?: string | null | undefined;
  readonly source?: RunSource | null | undefined;
  /** Those in the trash instead of the others. */
  readonly isDeleted?: boolean | undefined;
}

/** Runs of an experiment by status; statuses without runs are absent. */
export type RunCounts = Partial<Record<RunStatus, number>>;

export const EXPERIMENT_SELECT = `SELECT e.id, e.project_id AS "projectId", e.name, e.source, e.task,
  e.feature_set_id AS "featureSetId", e.architecture_id AS "architectureId", e.protocol,
  e.protocol_name AS "protocolName", e.protocol_hash AS "protocolHash", e.hyperparameters,
  e.config_hash AS "configHash", e.planned_folds AS "plannedFolds", e.planned_seeds AS "plannedSeeds", e.tags, e.notes,
  e.created_at AS "createdAt", e.cloned_from_id AS "clonedFromId", e.deleted_at AS "deletedAt",
  e.purge_after AS "purgeAfter" FROM experiment e`;

export class ExperimentReader {
  constructor(private readonly sql: Queryable) {}

  async page(projectId: string, filter: ExperimentFilter, page: PageArguments): Promise<Page<ExperimentRow>> {
    const order = newestFirst<ExperimentRow>('e');
    const request = pageRequest(page, 20);
    const values = new StatementValues();
    const where = conditions(projectId, filter, values);
    const after = cursorCondition(order, request, values);
    const { rows } = await this.sql.query<ExperimentRow>({
      text: `/* experiments */ ${EXPERIMENT_SELECT} WHERE ${after === null ? where : `${where} AND ${after}`} ${orderAndLimit(order, request)}`,
      values: values.all,
    });
    return toKeysetPage(rows, request, order);
  }

  async byIds(ids: readonly string[]): Promise<(ExperimentRow | null)[]> {
    const { rows } = await this.sql.query<ExperimentRow>({
      name: 'experimentsByIds',
      text: `/* experimentsByIds */ ${EXPERIMENT_SELECT} WHERE e.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  /** Oldest first. */
  async ofFeatureSets(projectId: string, featureSetIds: readonly string[]): Promise<ExperimentRow[]> {
    const { rows } = await this.sql.query<ExperimentRow>({
      name: 'experimentsOfFeatureSets',
      text: `/* experimentsOfFeatureSets */ ${EXPERIMENT_SELECT}
        WHERE e.project_id = $1::uuid AND e.feature_set_id = ANY ($2::uuid[]) AND e.deleted_at IS NULL
        ORDER BY e.created_at, e.id`,
      values: [projectId, featureSetIds],
    });
    return rows;
  }

  async byName(projectId: string, name: string): Promise<ExperimentRow | null> {
    const { rows } = await this.sql.query<ExperimentRow>({
      name: 'experimentByName',
      text: `/* experimentByName */ ${EXPERIMENT_SELECT} WHERE e.project_id = $1::uuid AND e.name = $2`,
      values: [projectId, name],
    });
    return rows[0] ?? null;
  }

  async byConfigHash(projectId: string, configHash: string): Promise<ExperimentRow | null> {
    const { rows } = await this.sql.query<ExperimentRow>({
      name: 'experimentByConfigHash',
      text: `/* experimentByConfigHash */ ${EXPERIMENT_SELECT} WHERE e.project_id = $1::uuid AND e.config_hash = $2
          AND e.deleted_at IS NULL
        ORDER BY e.created_at, e.id LIMIT 1`,
      values: [projectId, configHash],
    });
    return rows[0] ?? null;
  }

  async runCounts(experimentIds: readonly string[]): Promise<RunCounts[]> {
    const { rows } = await this.sql.query<{ experimentId: string; status: RunStatus; count: number }>({
      name: 'runCountsOfExperiments',
      text: `/* runCountsOfExperiments */ SELECT r.experiment_id AS "experimentId", r.status, count(*)::int AS count
        FROM run r JOIN experiment e ON e.id = r.experiment_id AND r.deleted_at IS NOT DISTINCT FROM e.deleted_at
        WHERE r.experiment_id = ANY ($1::uuid[]) GROUP BY r.experiment_id, r.status`,
      values: [experimentIds],
    });
    const counts = new Map<string, RunCounts>(experimentIds.map((id) => [id, {}]));
    for (const row of rows) {
      const found = counts.get(row.experimentId);
      if (found) found[row.status] = row.count;
    }
    return experimentIds.map((id) => counts.get(id) ?? {});
  }
}

function conditions(projectId: string, filter: ExperimentFilter, values: StatementValues): string {
  const parts = [
    `e.project_id = ${values.add(projectId)}::uuid`,
    `e.deleted_at IS ${filter.isDeleted ? 'NOT NULL' : 'NULL'}`,
  ];
  if (filter.task != null) parts.push(`e.task = ${values.add(filter.task)}::task`);
  if (filter.protocol != null) parts.push(`e.protocol_name = ${values.add(filter.protocol)}`);
  if (filter.source != null) parts.push(`e.source = ${values.add(filter.source)}::run_source`);
  if (filter.text != null) parts.push(`e.name ILIKE ${values.add(containsPattern(filter.text))}`);
  return parts.join(' AND ');
}
