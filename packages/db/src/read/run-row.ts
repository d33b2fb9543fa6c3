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

export const ALL_RUN_COLUMNS = [
  'id',
  'projectId',
  'experimentId',
  'name',
  'source',
  'status',
  'seed',
  'foldIndex',
  'splitPlanId',
  'params',
  'tags',
  'notes',
  'backend',
  'parameterCount',
  'epochsDone',
  'epochCount',
  'attempt',
  'workerId',
  'heartbeatAt',
  'errorCode',
  'errorMessage',
  'createdAt',
  'startedAt',
  'finishedAt',
  'stopReason',
  'deletedAt',
  'purgeAfter',
] as const satisfies readonly (keyof RunRow)[];
export type RunColumn = (typeof ALL_RUN_COLUMNS)[number];

/** What a SELECT names to get these of `run r`. */
export function runColumns(columns: Iterable<RunColumn>): string {
  return Array.from(new Set(columns), (column) => `r.${inSql(column)} AS "${column}"`).join(', ');
}

export const RUN_COLUMNS = runColumns(ALL_RUN_COLUMNS);

/** `createdAt` is `created_at` in the database. */
function inSql(column: RunColumn): string {
  return column.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}
