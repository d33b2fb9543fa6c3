import { NotFoundError, type Task } from '@voxboard/domain';
import type { Database } from '../database.js';
import { newId } from '../new-id.js';

export interface PublishedFigureContent {
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
}

/** Results published elsewhere, as people enter them and as templates bring them along. */
export class PublishedFigureRepository {
  constructor(private readonly db: Database) {}

  async create(projectId: string, datasetId: string, content: PublishedFigureContent): Promise<string> {
    const { id } = await this.db.prisma.publishedFigure.create({
      data: { id: newId(), projectId, datasetId, ...content },
    });
    return id;
  }

  /** Once for each key and dataset: what a person changed since stays changed. */
  async ensure(projectId: string, datasetId: string, templateKey: string, content: PublishedFigureContent) {
    await this.db.prisma.publishedFigure.createMany({
      data: { id: newId(), projectId, datasetId, templateKey, ...content },
      skipDuplicates: true,
    });
  }

  /** @throws NotFoundError */
  async update(id: string, content: PublishedFigureContent, now: Date): Promise<void> {
    const { count } = await this.db.prisma.publishedFigure.updateMany({
      where: { id },
      data: { ...content, updatedAt: now },
    });
    if (count === 0) throw new NotFoundError('Published figure', id);
  }

  /** @throws NotFoundError */
  async delete(id: string): Promise<void> {
    const { count } = await this.db.prisma.publishedFigure.deleteMany({ where: { id } });
    if (count === 0) throw new NotFoundError('Published figure', id);
  }
}
