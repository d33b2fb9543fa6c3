import { type Database, ExperimentRepository, RunNotesRepository, RunRepository, type RunRow } from '@voxboard/db';
import { InvalidInputError, isTerminal, TaskSchema } from '@voxboard/domain';
import { z } from 'zod';
import type { Clock } from '../../clock.js';
import { createReaders, type Readers } from '../../readers.js';
import type { CertificateService } from '../certificate/certificate.service.js';
import type { RunStateCache } from '../metric/run-state-cache.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { asUuid, parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { NameSchema, NotesSchema, TagsSchema } from '../shared/text-schemas.js';
import type { CreateRunInput, FinishRunInput, UpdateRunInput } from './run-log.input.js';

const MAX_PARAMS = 1000;

const NewRunSchema = z.object({
  projectSlug: z.string(),
  experiment: NameSchema,
  name: NameSchema.nullish(),
  task: TaskSchema.nullish(),
  params: z
    .record(z.string().max(250), z.json())
    .refine((params) => Object.keys(params).length <= MAX_PARAMS, `must not hold more than ${MAX_PARAMS} parameters`),
  tags: TagsSchema,
  seed: z.number().int().nullish(),
  foldIndex: z.number().int().min(0).nullish(),
});
const RunNotesSchema = z.object({
  name: NameSchema.optional(),
  notes: NotesSchema.optional(),
  tags: TagsSchema.optional(),
});
const MessageSchema = z.string().max(100_000).nullish();
const ReplySchema = z.object({ runId: z.string() });

/** Runs of outside scripts, and what people write on any run. */
export class ExternalRunService {
  readonly #runs: RunRepository;

  constructor(
    private readonly db: Database,
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
    private readonly states: RunStateCache,
    private readonly certificates: CertificateService,
    private readonly now: Clock,
  ) {
    this.#runs = new RunRepository(db);
  }

  /** @throws InvalidInputError, NotFoundError when there is no such project */
  async create({ idempotencyKey: key, ...input }: CreateRunInput): Promise<RunRow> {
    const wanted = parseInput(NewRunSchema, { ...input, params: input.params ?? {}, tags: input.tags ?? [] });
    const project = required(await this.readers.project.bySlug(wanted.projectSlug), 'Project', wanted.projectSlug);
    const { runId } = await this.idempotency.once(
      { key, operation: 'createRun', input: wanted },
      ReplySchema,
      async (tx) => {
        const experiment = await new ExperimentRepository(tx).ensureExternal(
          project.id,
          wanted.experiment,
          wanted.task ?? null,
        );
        if (experiment.source === 'LAUNCHED') {
          throw new InvalidInputError(
            `Experiment "${wanted.experiment}" is trained by Voxboard's own workers. Choose another name for yours.`,
            { path: ['experiment'] },
          );
        }
        const count = await createReaders(tx).run.count(project.id, { experimentId: experiment.id });
        const run = await new RunRepository(tx).createExternal(
          {
            projectId: project.id,
            experimentId: experiment.id,
            name: wanted.name ?? `${wanted.experiment} ${count + 1}`,
            params: wanted.params,
            tags: wanted.tags,
            seed: wanted.seed ?? null,
            foldIndex: wanted.foldIndex ?? null,
          },
          this.now(),
        );
        return { runId: run.id };
      },
    );
    return this.#read(runId);
  }

  /** @throws InvalidInputError, NotFoundError */
  async update({ runId: id, name, notes, tags }: UpdateRunInput): Promise<RunRow> {
    const runId = requireUuid('Run', id);
    const changes = parseInput(RunNotesSchema, {
      ...(name != null && { name }),
      ...(notes != null && { notes }),
      ...(tags != null && { tags }),
    });
    await new RunNotesRepository(this.db).update(runId, {
      ...(changes.name !== undefined && { name: changes.name }),
      ...(changes.notes !== undefined && { notes: changes.notes }),
      ...(changes.tags !== undefined && { tags: changes.tags }),
    });
    return this.#read(runId);
  }

  /** Ending a run again the same way changes nothing. @throws InvalidInputError, NotFoundError, IllegalRunTransitionError */
  async finish({ runId: id, status, errorMessage: message }: FinishRunInput): Promise<RunRow> {
    const runId = requireUuid('Run', id);
    const errorMessage = parseInput(MessageSchema, message, ['errorMessage']) ?? null;
    if (!isTerminal(status)) {
      throw new InvalidInputError(`A run ends as FINISHED, FAILED or CANCELED, not as ${status}.`, {
        path: ['status'],
      });
    }
    const run = await this.#read(runId);
    if (run.source === 'LAUNCHED') {
      throw new InvalidInputError(
        `Run ${runId} is trained by Voxboard's own workers, which end it. Cancel it with cancelRun.`,
        { path: ['runId'] },
      );
    }
    if (run.status === status) return run;
    // Before it ends: whoever hears that it has, a board for example, finds it audited.
    if (status === 'FINISHED') await this.certificates.issue(runId);
    await this.#runs.endExternal(runId, status, errorMessage, this.now());
    this.states.forget(runId);
    return this.#read(runId);
  }

  /** False when the run does not run, or does not exist. */
  async heartbeat(id: string): Promise<boolean> {
    const runId = asUuid(id);
    return runId !== null && this.#runs.heartbeat(runId, this.now());
  }

  async #read(runId: string): Promise<RunRow> {
    const [run] = await this.readers.run.byIds([runId]);
    return required(run, 'Run', runId);
  }
}
