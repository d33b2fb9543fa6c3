import { AlreadyExistsError, isTerminal, NotFoundError, type RunStatus } from '@voxboard/domain';
import type { Database } from '../database.js';
import { isDatabaseError, UNIQUE_VIOLATION } from '../is-database-error.js';
import { newId } from '../new-id.js';
import { notifyChange } from '../queue/notify-change.js';
import { RunRepository } from '../repositories/run.repository.js';

export interface NewMlflowModel {
  readonly experimentId: string;
  readonly runId: string;
  readonly hasSourceRun: boolean;
  readonly name: string;
  readonly modelType: string;
  readonly status: string;
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** What MLflow's client writes besides what any script does. */
export class MlflowRepository {
  constructor(private readonly db: Database) {}

  /** @throws AlreadyExistsError */
  async createExperiment(projectId: string, name: string, tags: Readonly<Record<string, string>>): Promise<string> {
    const id = newId();
    return this.db.transaction(async (tx) => {
      const data = { id, projectId, name, source: 'EXTERNAL' as const };
      const { count } = await tx.prisma.experiment.createMany({ data, skipDuplicates: true });
      if (count === 0) throw new AlreadyExistsError('Experiment', name);
      await new MlflowRepository(tx).changeExperimentTags(id, tags);
      return id;
    });
  }

  /** @throws AlreadyExistsError */
  async renameExperiment(id: string, name: string): Promise<void> {
    try {
      await this.db.sql.query('/* mlflowRename */ UPDATE experiment SET name = $2 WHERE id = $1', [id, name]);
    } catch (error) {
      if (isDatabaseError(error, UNIQUE_VIOLATION)) throw new AlreadyExistsError('Experiment', name);
      throw error;
    }
    await this.changeExperimentTags(id, {});
  }

  /** Also says that the experiment was changed. */
  async changeExperimentTags(id: string, set: Readonly<Record<string, string>>, removed = ''): Promise<void> {
    await this.db.sql.query(
      `/* mlflowExperimentTags */ INSERT INTO mlflow_experiment AS m (experiment_id, tags) VALUES ($1, $2::jsonb)
       ON CONFLICT (experiment_id) DO UPDATE SET tags = (m.tags || excluded.tags) - $3::text, updated_at = now()`,
      [id, JSON.stringify(set), removed],
    );
  }

  /** In the transaction that makes the run. */
  async addRun(runId: string, tags: Readonly<Record<string, string>>, isHolder: boolean): Promise<void> {
    await this.db.sql.query(
      '/* mlflowAddRun */ INSERT INTO mlflow_run (run_id, tags, is_holder) VALUES ($1, $2::jsonb, $3)',
      [runId, JSON.stringify(tags), isHolder],
    );
  }

  /**
   * Changes tags and the run's labels with them, in one transaction: labels go by `labelOf`.
   * @throws NotFoundError
   */
  async changeRunTags(
    runId: string,
    change: { readonly set: Readonly<Record<string, string>>; readonly removed?: string },
    labelOf: (key: string, value: string) => string | null,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { rows } = await tx.sql.query<{ tags: string[]; projectId: string; status: RunStatus; old: unknown }>(
        `/* mlflowLockRun */ SELECT r.tags, r.project_id AS "projectId", r.status, coalesce(m.tags, '{}') AS old FROM run r
         LEFT JOIN mlflow_run m ON m.run_id = r.id WHERE r.id = $1 FOR NO KEY UPDATE OF r`,
        [runId],
      );
      const [run] = rows;
      if (!run) throw new NotFoundError('Run', runId);
      const old = textRecord(run.old);
      const touched = [...Object.keys(change.set), ...(change.removed === undefined ? [] : [change.removed])];
      const gone = new Set(touched.flatMap((key) => (old[key] === undefined ? [] : [labelOf(key, old[key])])));
      if (change.removed !== undefined) gone.add(change.removed);
      const added = Object.entries(change.set).flatMap(([key, value]) => labelOf(key, value) ?? []);
      const labels = [...new Set([...run.tags.filter((label) => !gone.has(label)), ...added])];
      await tx.sql.query(
        `/* mlflowRunTags */ INSERT INTO mlflow_run AS m (run_id, tags) VALUES ($1, $2::jsonb)
         ON CONFLICT (run_id) DO UPDATE SET tags = (m.tags || excluded.tags) - $3::text`,
        [runId, JSON.stringify(change.set), change.removed ?? ''],
      );
      const note = change.removed === NOTE ? '' : change.set[NOTE];
      await tx.sql.query(
        `/* mlflowRunLabels */ UPDATE run SET tags = $2, name = coalesce($3, name), notes = coalesce($4, notes) WHERE id = $1`,
        [runId, labels, change.set[RUN_NAME] || null, note ?? null],
      );
      await notifyChange(tx, { kind: 'run-status', projectId: run.projectId, runId, status: run.status });
    });
  }

  async addToRun(runId: string, column: 'inputs' | 'outputs', items: readonly unknown[]): Promise<void> {
    await this.db.sql.query(
      `/* mlflowAddToRun */ INSERT INTO mlflow_run AS m (run_id, ${column}) VALUES ($1, $2::jsonb)
       ON CONFLICT (run_id) DO UPDATE SET ${column} = m.${column} || excluded.${column}`,
      [runId, JSON.stringify(items)],
    );
  }

  /**
   * Any status to any other, as MLflow allows: a run that has ended goes on when its script resumes it.
   * @param finishedAt when it ended; what it was, or now, when left out
   */
  async moveRun(runId: string, to: RunStatus, finishedAt: Date | null, now: Date): Promise<void> {
    await this.db.transaction(async (tx) => {
      const { rows } = await tx.sql.query<{ status: RunStatus }>(
        '/* mlflowLockStatus */ SELECT status FROM run WHERE id = $1 FOR NO KEY UPDATE',
        [runId],
      );
      const [run] = rows;
      if (!run) throw new NotFoundError('Run', runId);
      const runs = new RunRepository(tx);
      if (to === 'RUNNING') {
        if (run.status !== 'RUNNING') await runs.reopenExternal(runId, now);
        return;
      }
      if (run.status !== to && isTerminal(run.status)) await runs.reopenExternal(runId, now);
      if (run.status !== to) await runs.endExternal(runId, to, null, finishedAt ?? now);
      else if (finishedAt) await tx.prisma.run.update({ where: { id: runId }, data: { finishedAt } });
    });
  }

  async createModel(model: NewMlflowModel): Promise<string> {
    const id = newId();
    await this.db.prisma.mlflowModel.create({ data: { id, ...model } });
    return id;
  }

  async changeModel(
    id: string,
    change: {
      readonly status?: string;
      readonly params?: Readonly<Record<string, string>>;
      readonly tags?: Readonly<Record<string, string>>;
      readonly removedTag?: string;
    },
  ): Promise<void> {
    await this.db.sql.query(
      `/* mlflowChangeModel */ UPDATE mlflow_model SET status = coalesce($2, status), params = params || $3::jsonb,
         tags = (tags || $4::jsonb) - $5::text, updated_at = now() WHERE id = $1`,
      [
        id,
        change.status ?? null,
        JSON.stringify(change.params ?? {}),
        JSON.stringify(change.tags ?? {}),
        change.removedTag ?? '',
      ],
    );
  }

  async deleteModel(id: string): Promise<void> {
    await this.db.sql.query('/* mlflowDeleteModel */ DELETE FROM mlflow_model WHERE id = $1', [id]);
  }
}

const RUN_NAME = 'mlflow.runName';
const NOTE = 'mlflow.note.content';

function textRecord(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
