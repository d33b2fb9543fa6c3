import { groupedBy, inOrderOf, type Queryable } from './queryable.js';

export interface ArtifactRow {
  readonly id: string;
  readonly runId: string;
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mediaType: string;
}

const SELECT = `SELECT a.id, a.run_id AS "runId", a.path, a.sha256, a.size_bytes AS "sizeBytes",
  a.media_type AS "mediaType" FROM artifact a`;

export class ArtifactReader {
  constructor(private readonly sql: Queryable) {}

  async byIds(ids: readonly string[]): Promise<(ArtifactRow | null)[]> {
    const { rows } = await this.sql.query<ArtifactRow>({
      name: 'artifactsByIds',
      text: `/* artifactsByIds */ ${SELECT} WHERE a.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  async ofRuns(runIds: readonly string[]): Promise<ArtifactRow[][]> {
    const { rows } = await this.sql.query<ArtifactRow>({
      name: 'artifactsOfRuns',
      text: `/* artifactsOfRuns */ ${SELECT} WHERE a.run_id = ANY ($1::uuid[]) ORDER BY a.path`,
      values: [runIds],
    });
    return groupedBy(runIds, rows, (row) => row.runId);
  }
}
