import { DomainError, NotFoundError } from '@voxboard/domain';
import type { Database } from '../database.js';
import type { RunStatus } from '../generated/enums.js';
import { notifyChange } from '../queue/notify-change.js';

/** Thrown when a parameter that a run has is given another value without saying that it may be overwritten. */
export class ParamConflictError extends DomainError {
  readonly code = 'INVALID_INPUT';
  constructor(
    readonly runId: string,
    readonly key: string,
    readonly stored: unknown,
    readonly wanted: unknown,
  ) {
    super(
      `Parameter "${key}" of run ${runId} is ${shown(stored)} and was to become ${shown(wanted)}. Parameters say what was trained: log a run of its own, or set "overwrite".`,
      { path: ['params', key] },
    );
  }
}

/** Thrown when a run would have more parameters than one may have. */
export class TooManyParamsError extends DomainError {
  readonly code = 'INVALID_INPUT';
  constructor(most: number) {
    super(`A run has at most ${most} parameters. Log the rest as an artifact.`, { path: ['params'] });
  }
}

export const MAX_RUN_PARAMS = 5000;

/** Parameters that scripts log after their run began. */
export class RunParamsRepository {
  constructor(private readonly db: Database) {}

  /** Logging a value again changes nothing. @throws NotFoundError, ParamConflictError, TooManyParamsError */
  async add(
    runId: string,
    params: Readonly<Record<string, unknown>>,
    options: { readonly overwrite: boolean },
  ): Promise<void> {
    if (Object.keys(params).length === 0) return;
    await this.db.transaction(async (tx) => {
      const { rows } = await tx.sql.query<{ params: Record<string, unknown>; projectId: string; status: RunStatus }>(
        `/* lockRunParams */ SELECT params, project_id AS "projectId", status FROM run WHERE id = $1 FOR NO KEY UPDATE`,
        [runId],
      );
      const [run] = rows;
      if (!run) throw new NotFoundError('Run', runId);
      for (const [key, wanted] of Object.entries(params)) {
        const stored = run.params[key];
        const isChange = Object.hasOwn(run.params, key) && JSON.stringify(stored) !== JSON.stringify(wanted);
        if (isChange && !options.overwrite) throw new ParamConflictError(runId, key, stored, wanted);
      }
      if (new Set([...Object.keys(run.params), ...Object.keys(params)]).size > MAX_RUN_PARAMS) {
        throw new TooManyParamsError(MAX_RUN_PARAMS);
      }
      await tx.sql.query('/* addRunParams */ UPDATE run SET params = params || $2::jsonb WHERE id = $1', [
        runId,
        JSON.stringify(params),
      ]);
      await notifyChange(tx, { kind: 'run-status', projectId: run.projectId, runId, status: run.status });
    });
  }
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 200);
}
