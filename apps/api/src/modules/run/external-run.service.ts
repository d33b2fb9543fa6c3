import {
  type Database,
  ExperimentRepository,
  RunNotesRepository,
  RunParamsRepository,
  RunRepository,
  RunResultRepository,
  type RunRow,
} from '@voxboard/db';
import { InvalidInputError, isTerminal, TaskSchema } from '@voxboard/domain';
import { z } from 'zod';
import type { Clock } from '../../clock.js';
import { createReaders, type Readers } from '../../readers.js';
import type { CertificateService } from '../certificate/certificate.service.js';
import type { RunStateCache } from '../metric/run-state-cache.js';
import type { IdempotencyService, IdempotentRequest } from '../shared/idempotency.service.js';
import { asUuid, parseInput, requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { NameSchema, NotesSchema, TagsSchema } from '../shared/text-schemas.js';
import type {
  CreateRunInput,
  FinishRunInput,
  LogLinesInput,
  LogParamsInput,
  ReopenRunInput,
  UpdateRunInput,
} from './run-log.input.js';

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
const ParamsSchema = NewRunSchema.shape.params;
const MAX_LINES = 1000;
const LinesSchema = z.array(z.string().max(10_000)).min(1).max(MAX_LINES);
const ReplySchema = z.object({ runId: z.string() });
const HeardSchema = z.object({ isAlive: z.boolean() });

/** Runs of outside scripts, and what people write on any run. */
export class ExternalRunService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
    private readonly states: RunStateCache,
    private readonly certificates: CertificateService,
    private readonly now: Clock,
  ) {}

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
  async update({ runId: id, name, notes, tags, idempotencyKey: key }: UpdateRunInput): Promise<RunRow> {
    const runId = requireUuid('Run', id);
    const changes = parseInput(RunNotesSchema, {
      ...(name != null && { name }),
      ...(notes != null && { notes }),
      ...(tags != null && { tags }),
    });
    await this.#once({ key, operation: 'updateRun', input: { runId, changes } }, (tx) =>
      new RunNotesRepository(tx).update(runId, {
        ...(changes.name !== undefined && { name: changes.name }),
        ...(changes.notes !== undefined && { notes: changes.notes }),
        ...(changes.tags !== undefined && { tags: changes.tags }),
      }),
    );
    return this.#read(runId);
  }

  /** Ending a run again the same way changes nothing. @throws InvalidInputError, NotFoundError, IllegalRunTransitionError */
  async finish({ runId: id, status, errorMessage: message, idempotencyKey: key }: FinishRunInput): Promise<RunRow> {
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
    await this.#once({ key, operation: 'finishRun', input: { runId, status, errorMessage } }, async (tx) => {
      if (run.status === status) return;
      // Before it ends: whoever hears that it has, a board for example, finds it audited.
      if (status === 'FINISHED') await this.certificates.issue(runId);
      await new RunRepository(tx).endExternal(runId, status, errorMessage, this.now());
    });
    this.states.forget(runId);
    return this.#read(runId);
  }

  /** False when the run does not run, or does not exist. */
  async heartbeat(id: string, key: string | null): Promise<boolean> {
    const runId = asUuid(id);
    if (runId === null) return false;
    const { isAlive } = await this.idempotency.once(
      { key, operation: 'heartbeat', input: { runId } },
      HeardSchema,
      async (tx) => ({ isAlive: await new RunRepository(tx).heartbeat(runId, this.now()) }),
    );
    return isAlive;
  }

  /** A run that has ended goes on: its script resumed it. @throws NotFoundError, IllegalRunTransitionError */
  async reopen({ runId: id, idempotencyKey: key }: ReopenRunInput): Promise<RunRow> {
    const runId = requireUuid('Run', id);
    await this.#once({ key, operation: 'reopenRun', input: { runId } }, (tx) =>
      new RunRepository(tx).reopenExternal(runId, this.now()),
    );
    this.states.forget(runId);
    return this.#read(runId);
  }

  /** @throws InvalidInputError, NotFoundError */
  async logParams({ runId: id, params, overwrite, idempotencyKey: key }: LogParamsInput): Promise<RunRow> {
    const runId = await this.#requireScripts(id);
    const wanted = parseInput(ParamsSchema, params, ['params']);
    const options = { overwrite: overwrite ?? false };
    await this.#once({ key, operation: 'logParams', input: { runId, wanted, ...options } }, (tx) =>
      new RunParamsRepository(tx).add(runId, wanted, options),
    );
    return this.#read(runId);
  }

  /** @throws InvalidInputError, NotFoundError */
  async logLines({ runId: id, lines, idempotencyKey: key }: LogLinesInput): Promise<RunRow> {
    const runId = await this.#requireScripts(id);
    const wanted = parseInput(LinesSchema, lines, ['lines']);
    const loggedAt = this.now();
    await this.#once({ key, operation: 'logLines', input: { runId, wanted } }, (tx) =>
      new RunResultRepository(tx).appendLog(
        runId,
        wanted.map((line) => ({ line, loggedAt })),
      ),
    );
    return this.#read(runId);
  }

  async #requireScripts(id: string): Promise<string> {
    const runId = requireUuid('Run', id);
    const run = await this.#read(runId);
    if (run.source === 'EXTERNAL') return runId;
    throw new InvalidInputError(`Run ${runId} is trained by Voxboard's own workers; only they log to it.`, {
      path: ['runId'],
    });
  }

  async #once(request: IdempotentRequest & { input: { runId: string } }, work: (tx: Database) => Promise<unknown>) {
    await this.idempotency.once(request, ReplySchema, async (tx) => {
      await work(tx);
      return { runId: request.input.runId };
    });
  }

  async #read(runId: string): Promise<RunRow> {
    const [run] = await this.readers.run.byIds([runId]);
    return required(run, 'Run', runId);
  }
}
