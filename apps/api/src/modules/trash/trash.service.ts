import { type Database, type Trashed, TrashRepository } from '@voxboard/db';
import { InvalidInputError } from '@voxboard/domain';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import type { RunStateCache } from '../metric/run-state-cache.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import type { RunsTrashInput, SetRetentionInput } from './trash.input.js';

const TrashedSchema = z.object({ purgeAfter: z.coerce.date(), count: z.number() });
const DoneSchema = z.object({ done: z.literal(true) });
const RetentionSchema = z.object({ days: z.number().int().min(0).max(3650).nullable() });
const RunIdsSchema = z.array(z.string()).min(1, 'must name at least one run').max(1000);

/** Deletes with a grace period, and brings back. */
export class TrashService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
    private readonly states: RunStateCache,
    private readonly defaultDays: number,
  ) {}

  deleteExperiment(id: string, key: string | null | undefined) {
    const experimentId = requireUuid('Experiment', id);
    return this.#delete('deleteExperiment', experimentId, key, (trash) => trash.deleteExperiment(experimentId));
  }

  async restoreExperiment(id: string, key: string | null | undefined) {
    const experimentId = requireUuid('Experiment', id);
    await this.#restore('restoreExperiment', { experimentId }, key, (trash) => trash.restoreExperiment(experimentId));
    const [experiment] = await this.readers.experiment.byIds([experimentId]);
    return required(experiment, 'Experiment', id);
  }

  async deleteRuns({ runIds, idempotencyKey: key }: RunsTrashInput): Promise<{ purgeAfter: Date; count: number }> {
    const ids = await this.#ofOneProject(runIds);
    const reply = await this.idempotency.once(
      { key, operation: 'deleteRuns', input: { runIds: ids } },
      TrashedSchema,
      async (tx) => {
        const trash = new TrashRepository(tx, this.defaultDays);
        let last: Trashed | null = null;
        for (const id of ids) last = await trash.deleteRun(id);
        return { purgeAfter: required(last, 'Run', '').purgeAfter, count: ids.length };
      },
    );
    for (const id of ids) this.states.forget(id);
    return reply;
  }

  async restoreRuns({ runIds, idempotencyKey: key }: RunsTrashInput) {
    const ids = await this.#ofOneProject(runIds);
    await this.#restore('restoreRuns', { runIds: ids }, key, async (trash) => {
      for (const id of ids) await trash.restoreRun(id);
    });
    for (const id of ids) this.states.forget(id);
    return (await this.readers.run.byIds(ids)).flatMap((run) => run ?? []);
  }

  deleteFeatureSet(id: string, key: string | null | undefined) {
    const featureSetId = requireUuid('Feature set', id);
    return this.#delete('deleteFeatureSet', featureSetId, key, (trash) => trash.deleteFeatureSet(featureSetId));
  }

  async restoreFeatureSet(id: string, key: string | null | undefined) {
    const featureSetId = requireUuid('Feature set', id);
    await this.#restore('restoreFeatureSet', { featureSetId }, key, (trash) =>
      trash.restore('Feature set', featureSetId),
    );
    const [set] = await this.readers.featureSet.byIds([featureSetId]);
    return required(set, 'Feature set', id);
  }

  deleteDataset(id: string, key: string | null | undefined) {
    const datasetId = requireUuid('Dataset', id);
    return this.#delete('deleteDataset', datasetId, key, (trash) => trash.deleteDataset(datasetId));
  }

  async restoreDataset(id: string, key: string | null | undefined) {
    const datasetId = requireUuid('Dataset', id);
    await this.#restore('restoreDataset', { datasetId }, key, (trash) => trash.restore('Dataset', datasetId));
    const [dataset] = await this.readers.dataset.byIds([datasetId]);
    return required(dataset, 'Dataset', id);
  }

  /** @throws InvalidInputError, NotFoundError */
  async setRetention({ projectSlug, days, idempotencyKey: key }: SetRetentionInput) {
    const project = required(await this.readers.project.bySlug(projectSlug), 'Project', projectSlug);
    const wanted = parseInput(RetentionSchema, { days: days ?? null });
    await this.idempotency.once(
      { key, operation: 'setRetention', input: { projectSlug, ...wanted } },
      DoneSchema,
      async (tx) => {
        await tx.prisma.project.update({ where: { id: project.id }, data: { retentionDays: wanted.days } });
        return { done: true as const };
      },
    );
    return project;
  }

  async #delete(
    operation: string,
    id: string,
    key: string | null | undefined,
    work: (trash: TrashRepository) => Promise<Trashed>,
  ): Promise<{ purgeAfter: Date; count: number }> {
    return this.idempotency.once({ key, operation, input: { id } }, TrashedSchema, async (tx) => {
      const { purgeAfter } = await work(new TrashRepository(tx, this.defaultDays));
      return { purgeAfter, count: 1 };
    });
  }

  async #restore(
    operation: string,
    input: Readonly<Record<string, unknown>>,
    key: string | null | undefined,
    work: (trash: TrashRepository) => Promise<void>,
  ): Promise<void> {
    await this.idempotency.once({ key, operation, input }, DoneSchema, async (tx: Database) => {
      await work(new TrashRepository(tx, this.defaultDays));
      return { done: true as const };
    });
  }

  /** @throws InvalidInputError, NotFoundError */
  async #ofOneProject(runIds: readonly string[]): Promise<string[]> {
    const ids = [...new Set(parseInput(RunIdsSchema, runIds, ['runIds']).map((id) => requireUuid('Run', id)))];
    const rows = await this.readers.run.byIds(ids);
    const runs = rows.map((run, i) => required(run, 'Run', ids[i] ?? ''));
    if (new Set(runs.map((run) => run.projectId)).size > 1) {
      throw new InvalidInputError('The runs belong to several projects. Delete those of one project at a time.', {
        path: ['runIds'],
      });
    }
    return ids;
  }
}
