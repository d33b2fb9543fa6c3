import { PublishedFigureRepository, type PublishedFigureRow } from '@voxboard/db';
import type { Task } from '@voxboard/domain';
import { z } from 'zod';
import type { Clock } from '../../clock.js';
import type { Readers } from '../../readers.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { asUuid, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { parseFigure } from './parse-figure.js';
import type { AddPublishedFigureInput, PublishedFigureInput } from './published-figure.input.js';

const ReplySchema = z.object({ figureId: z.string() });

export class PublishedFigureService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
    private readonly now: Clock,
  ) {}

  async ofProject(projectId: string, task: Task | null, datasetId: string | null): Promise<PublishedFigureRow[]> {
    const id = datasetId === null ? null : asUuid(datasetId);
    if (datasetId !== null && id === null) return [];
    return this.readers.publishedFigure.ofProject(projectId, task, id);
  }

  /** Those that stand beside a board: of its task and dataset, under its protocol. */
  async besideBoard(projectId: string, task: Task, versionId: string, protocolName: string) {
    const [version] = await this.readers.dataset.versionsByIds([versionId]);
    if (!version) return [];
    const figures = await this.readers.publishedFigure.ofProject(projectId, task, version.datasetId);
    return figures.filter((figure) => figure.protocolName === protocolName);
  }

  /** @throws InvalidInputError, NotFoundError */
  async add({
    projectSlug,
    datasetId,
    figure,
    idempotencyKey: key,
  }: AddPublishedFigureInput): Promise<PublishedFigureRow> {
    const content = parseFigure(figure, ['figure']);
    const project = required(await this.readers.project.bySlug(projectSlug), 'Project', projectSlug);
    const [dataset] = await this.readers.dataset.byIds([requireUuid('Dataset', datasetId)]);
    const known = required(dataset?.projectId === project.id ? dataset : null, 'Dataset', datasetId);
    const { figureId } = await this.idempotency.once(
      { key, operation: 'addPublishedFigure', input: { projectId: project.id, datasetId: known.id, content } },
      ReplySchema,
      async (tx) => ({ figureId: await new PublishedFigureRepository(tx).create(project.id, known.id, content) }),
    );
    return this.#read(figureId);
  }

  /** @throws InvalidInputError, NotFoundError */
  async update(id: string, figure: PublishedFigureInput, key: string | null): Promise<PublishedFigureRow> {
    const content = parseFigure(figure, ['figure']);
    const uuid = requireUuid('Published figure', id);
    await this.idempotency.once(
      { key, operation: 'updatePublishedFigure', input: { figureId: uuid, content } },
      ReplySchema,
      async (tx) => {
        await new PublishedFigureRepository(tx).update(uuid, content, this.now());
        return { figureId: uuid };
      },
    );
    return this.#read(uuid);
  }

  /** @throws NotFoundError */
  async delete(id: string, key: string | null): Promise<string> {
    const uuid = requireUuid('Published figure', id);
    await this.idempotency.once(
      { key, operation: 'deletePublishedFigure', input: { figureId: uuid } },
      ReplySchema,
      async (tx) => {
        await new PublishedFigureRepository(tx).delete(uuid);
        return { figureId: uuid };
      },
    );
    return uuid;
  }

  async #read(id: string): Promise<PublishedFigureRow> {
    const [row] = await this.readers.publishedFigure.byIds([id]);
    return required(row, 'Published figure', id);
  }
}
