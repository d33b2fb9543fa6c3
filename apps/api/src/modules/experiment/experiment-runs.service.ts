import { type Database, type ExperimentRow, RunRepository } from '@voxboard/db';
import { InvalidInputError, NotReadyError, ProtocolSchema, type RunStatus } from '@voxboard/domain';
import { z } from 'zod';
import type { Readers } from '../../readers.js';
import type { RunStateCache } from '../metric/run-state-cache.js';
import type { IdempotencyService } from '../shared/idempotency.service.js';
import { requireUuid } from '../shared/parse-input.js';
import { required } from '../shared/required.js';
import { protocolInput } from '../template/planned-launch.service.js';
import type { CloneExperimentInput, ExperimentRunsInput } from './experiment-change.input.js';
import type { LaunchService } from './launch.service.js';

const ReplySchema = z.object({ runIds: z.array(z.string()) });
const ACTIVE: readonly RunStatus[] = ['QUEUED', 'RUNNING'];
const RESUMABLE: readonly RunStatus[] = ['FAILED', 'CANCELED'];

/** What is done to all runs of an experiment together, and experiments made from others. */
export class ExperimentRunsService {
  constructor(
    private readonly readers: Readers,
    private readonly idempotency: IdempotencyService,
    private readonly launches: LaunchService,
    private readonly states: RunStateCache,
  ) {}

  /** Those that wait at once, those that train when their worker hears of it. @throws NotFoundError */
  cancel(input: ExperimentRunsInput) {
    return this.#change('cancelExperiment', input, ACTIVE, (runs, id) => runs.cancel(id));
  }

  /** Failed and canceled ones wait again, and go on from their checkpoints. @throws NotFoundError, NotReadyError */
  resume(input: ExperimentRunsInput) {
    return this.#change('resumeExperiment', input, RESUMABLE, (runs, id) => runs.resume(id));
  }

  /**
   * Launches the configuration of an experiment with changes.
   * @throws NotFoundError, InvalidInputError when it was logged by a script, and all that a launch throws
   */
  async clone({ experimentId, changes, idempotencyKey }: CloneExperimentInput) {
    const original = await this.#experiment(experimentId);
    const [project] = await this.readers.project.byIds([original.projectId]);
    const { task, featureSetId, architectureId } = original;
    const protocol = ProtocolSchema.safeParse(original.protocol);
    if (task === null || featureSetId === null || architectureId === null || !protocol.success) {
      throw new InvalidInputError(
        `Experiment "${original.name}" was logged by a script: Voxboard does not know how it was made. Launch a new experiment.`,
        { path: ['experimentId'] },
      );
    }
    const wanted = changes ?? {};
    // Another architecture brings its own defaults; what the original had set by hand is not told apart from them.
    const isSameArchitecture = wanted.architectureId == null || wanted.architectureId === architectureId;
    return this.launches.launch(
      {
        projectSlug: required(project, 'Project', original.projectId).slug,
        name: wanted.name ?? null,
        task,
        featureSetId: wanted.featureSetId ?? featureSetId,
        architectureId: wanted.architectureId ?? architectureId,
        protocol: wanted.protocol ?? protocolInput(protocol.data),
        hyperparameters: {
          ...(isSameArchitecture ? asRecord(original.hyperparameters) : {}),
          ...asRecord(wanted.hyperparameters),
        },
        seeds: wanted.seeds ?? [...original.plannedSeeds],
        folds: wanted.folds ?? null,
        tags: wanted.tags ?? [...original.tags],
        notes: wanted.notes ?? '',
        priority: wanted.priority ?? 0,
        idempotencyKey: idempotencyKey ?? null,
      },
      original.id,
    );
  }

  async #change(
    operation: string,
    { experimentId, idempotencyKey: key }: ExperimentRunsInput,
    statuses: readonly RunStatus[],
    change: (runs: RunRepository, id: string) => Promise<unknown>,
  ): Promise<{ experiment: ExperimentRow; count: number }> {
    const experiment = await this.#experiment(experimentId);
    if (experiment.deletedAt !== null) {
      throw new NotReadyError(`Experiment "${experiment.name}" is in the trash. Restore it first.`);
    }
    const { runIds } = await this.idempotency.once(
      { key, operation, input: { experimentId: experiment.id } },
      ReplySchema,
      async (tx) => ({ runIds: await changeRuns(tx, experiment.id, statuses, change) }),
    );
    for (const id of runIds) this.states.forget(id);
    return { experiment, count: runIds.length };
  }

  async #experiment(id: string): Promise<ExperimentRow> {
    const [row] = await this.readers.experiment.byIds([requireUuid('Experiment', id)]);
    return required(row, 'Experiment', id);
  }
}

/** Locked in order of their ids, so that two people who do the same do not wait for each other for ever. */
async function changeRuns(
  tx: Database,
  experimentId: string,
  statuses: readonly RunStatus[],
  change: (runs: RunRepository, id: string) => Promise<unknown>,
): Promise<string[]> {
  const { rows } = await tx.sql.query<{ id: string }>(
    `/* runsToChange */ SELECT id FROM run WHERE experiment_id = $1::uuid AND status = ANY ($2::run_status[])
       AND deleted_at IS NULL AND (source = 'LAUNCHED' OR $3) ORDER BY id FOR NO KEY UPDATE`,
    [experimentId, statuses, statuses.includes('RUNNING')],
  );
  const runs = new RunRepository(tx);
  for (const { id } of rows) await change(runs, id);
  return rows.map(({ id }) => id);
}

function asRecord(value: unknown): Record<string, unknown> {
  return z
    .record(z.string(), z.unknown())
    .catch({})
    .parse(value ?? {});
}
