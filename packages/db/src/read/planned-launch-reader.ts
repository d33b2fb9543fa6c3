import type { JobStatus } from '../generated/enums.js';
import type { Queryable } from './queryable.js';

export interface PlannedLaunchRow {
  readonly id: string;
  readonly projectId: string;
  readonly featureSetId: string;
  readonly templateKey: string | null;
  /** What launchExperiment takes. */
  readonly input: unknown;
  readonly error: string | null;
  readonly experimentId: string | null;
  readonly settledAt: Date | null;
  readonly featureStatus: JobStatus;
}

const SELECT = `SELECT l.id, l.project_id AS "projectId", l.feature_set_id AS "featureSetId",
  l.template_key AS "templateKey", l.input, l.error, l.experiment_id AS "experimentId", l.settled_at AS "settledAt",
  f.status AS "featureStatus" FROM planned_launch l JOIN feature_set f ON f.id = l.feature_set_id`;

/** Launches that wait, or waited, for their features. */
export class PlannedLaunchReader {
  constructor(private readonly sql: Queryable) {}

  /** Those whose features are computed, or will not be. */
  async due(): Promise<PlannedLaunchRow[]> {
    const { rows } = await this.sql.query<PlannedLaunchRow>(
      `/* duePlannedLaunches */ ${SELECT} WHERE l.settled_at IS NULL AND f.status NOT IN ('QUEUED', 'RUNNING')
       ORDER BY l.created_at, l.id LIMIT 100`,
    );
    return rows;
  }

  /** Of the feature sets of a dataset version, in the project; the latest last. */
  async ofVersion(projectId: string, versionId: string): Promise<PlannedLaunchRow[]> {
    const { rows } = await this.sql.query<PlannedLaunchRow>({
      name: 'plannedLaunchesOfVersion',
      text: `/* plannedLaunchesOfVersion */ ${SELECT} WHERE l.project_id = $1::uuid AND f.dataset_version_id = $2::uuid
        ORDER BY l.created_at, l.id`,
      values: [projectId, versionId],
    });
    return rows;
  }
}
