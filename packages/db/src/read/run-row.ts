import type { RunStatus } from '@voxboard/domain';
import type { RunSource } from '../generated/enums.js';

export interface RunRow {
  readonly id: string;
  readonly projectId: string;
  readonly experimentId: string;
  readonly name: string;
  readonly source: RunSource;
  readonly status: RunStatus;
  readonly seed: number | null;
  readonly foldIndex: number | null;
  readonly splitPlanId: string | null;
  readonly params: unknown;
  readonly tags: readonly string[];
  readonly notes: string;
  readonly backend: unknown;
  readonly parameterCount: number | null;
  readonly epochsDone: number;
  readonly epochCount: number | null;
  readonly attempt: number;
  readonly workerId: string | null;
  readonly heartbeatAt: Date | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Why it was stopped before its end; null where nobody and nothing stopped it. */
  readonly stopReason: string | null;
  readonly deletedAt: Date | null;
  readonly purgeAfter: Date | null;
}

export const RUN_COLUMNS = `r.id, r.project_id AS "projectId", r.experiment_id AS "experimentId", r.name, r.source,
  r.status, r.seed, r.fold_index AS "foldIndex", r.split_plan_id AS "splitPlanId", r.params, r.tags, r.notes, r.backend,
  r.parameter_count AS "parameterCount", r.epochs_done AS "epochsDone", r.epoch_count AS "epochCount", r.attempt,
  r.worker_id AS "workerId", r.heartbeat_at AS "heartbeatAt", r.error_code AS "errorCode",
  r.error_message AS "errorMessage", r.created_at AS "createdAt", r.started_at AS "startedAt",
  r.finished_at AS "finishedAt", r.stop_reason AS "stopReason", r.deleted_at AS "deletedAt",
  r.purge_after AS "purgeAfter"`;
