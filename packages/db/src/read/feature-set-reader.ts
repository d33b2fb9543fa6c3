import type { JobStatus } from '../generated/enums.js';
import { groupedBy, inOrderOf, type Queryable } from './queryable.js';

export interface FeatureSetRow {
  readonly id: string;
  readonly datasetVersionId: string;
  readonly name: string;
  readonly recipe: unknown;
  readonly recipeHash: string;
  readonly status: JobStatus;
  readonly clipsDone: number;
  readonly clipsTotal: number;
  readonly clipsCached: number;
  readonly clipsPerSec: number | null;
  readonly rowsPerClip: number;
  readonly rowShape: readonly number[];
  readonly columnNames: readonly string[];
  readonly matrixSha256: string | null;
  readonly indexSha256: string | null;
  readonly failures: unknown;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly deletedAt: Date | null;
  readonly purgeAfter: Date | null;
}

const SELECT = `SELECT f.id, f.dataset_version_id AS "datasetVersionId", f.name, f.recipe, f.recipe_hash AS "recipeHash",
  f.status, f.clips_done AS "clipsDone", f.clips_total AS "clipsTotal", f.clips_cached AS "clipsCached",
  f.clips_per_sec AS "clipsPerSec", f.rows_per_clip AS "rowsPerClip", f.row_shape AS "rowShape",
  f.column_names AS "columnNames", f.matrix_sha256 AS "matrixSha256", f.index_sha256 AS "indexSha256", f.failures,
  f.error, f.created_at AS "createdAt", f.started_at AS "startedAt", f.finished_at AS "finishedAt",
  f.deleted_at AS "deletedAt", f.purge_after AS "purgeAfter" FROM feature_set f`;

export class FeatureSetReader {
  constructor(private readonly sql: Queryable) {}

  async byIds(ids: readonly string[]): Promise<(FeatureSetRow | null)[]> {
    const { rows } = await this.sql.query<FeatureSetRow>({
      name: 'featureSetsByIds',
      text: `/* featureSetsByIds */ ${SELECT} WHERE f.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  /** The feature sets of each dataset version, newest first. */
  async ofVersions(versionIds: readonly string[]): Promise<FeatureSetRow[][]> {
    const { rows } = await this.sql.query<FeatureSetRow>({
      name: 'featureSetsOfVersions',
      text: `/* featureSetsOfVersions */ ${SELECT} WHERE f.dataset_version_id = ANY ($1::uuid[]) AND f.deleted_at IS NULL
        ORDER BY f.created_at DESC, f.id DESC`,
      values: [versionIds],
    });
    return groupedBy(versionIds, rows, (row) => row.datasetVersionId);
  }
}
