import type { Task } from '@voxboard/domain';
import { inOrderOf, type Queryable } from './queryable.js';

export interface PublishedFigureRow {
  readonly id: string;
  readonly projectId: string;
  readonly datasetId: string;
  readonly task: Task;
  readonly title: string;
  readonly source: string;
  readonly url: string | null;
  readonly protocolName: string;
  readonly protocolNote: string;
  readonly uar: number | null;
  readonly accuracy: number | null;
  readonly macroF1: number | null;
  readonly speakerCount: number | null;
  readonly clipCount: number | null;
  readonly note: string;
  readonly templateKey: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

const SELECT = `SELECT p.id, p.project_id AS "projectId", p.dataset_id AS "datasetId", p.task, p.title, p.source, p.url,
  p.protocol_name AS "protocolName", p.protocol_note AS "protocolNote", p.uar, p.accuracy, p.macro_f1 AS "macroF1",
  p.speaker_count AS "speakerCount", p.clip_count AS "clipCount", p.note, p.template_key AS "templateKey",
  p.created_at AS "createdAt", p.updated_at AS "updatedAt" FROM published_figure p`;

/** Results that somebody published elsewhere. */
export class PublishedFigureReader {
  constructor(private readonly sql: Queryable) {}

  async byIds(ids: readonly string[]): Promise<(PublishedFigureRow | null)[]> {
    const { rows } = await this.sql.query<PublishedFigureRow>({
      name: 'publishedFiguresByIds',
      text: `/* publishedFiguresByIds */ ${SELECT} WHERE p.id = ANY ($1::uuid[])`,
      values: [ids],
    });
    return inOrderOf(ids, rows);
  }

  /** Of a project, of one task, one dataset, or both; in the order they were entered. */
  async ofProject(projectId: string, task: Task | null, datasetId: string | null): Promise<PublishedFigureRow[]> {
    const { rows } = await this.sql.query<PublishedFigureRow>({
      name: 'publishedFigures',
      text: `/* publishedFigures */ ${SELECT} WHERE p.project_id = $1::uuid AND ($2::task IS NULL OR p.task = $2::task)
        AND ($3::uuid IS NULL OR p.dataset_id = $3::uuid) ORDER BY p.created_at, p.id LIMIT 1000`,
      values: [projectId, task, datasetId],
    });
    return rows;
  }
}
