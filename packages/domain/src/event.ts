import { z } from 'zod';
import { RUN_STATUSES } from './run-status.js';

/**
 * Small notices that travel over LISTEN/NOTIFY to every API replica. They say what changed, not the new value: the
 * receiver reads that from the database, so a lost notice costs a delay and never a wrong number.
 */
export const ChangeEventSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('run-status'), projectId: z.string(), runId: z.string(), status: z.enum(RUN_STATUSES) }),
  z.object({ kind: z.literal('run-metrics'), projectId: z.string(), runId: z.string(), lastStep: z.number().int() }),
  z.object({ kind: z.literal('run-log'), projectId: z.string(), runId: z.string() }),
  z.object({ kind: z.literal('dataset-import'), projectId: z.string(), importId: z.string() }),
  z.object({ kind: z.literal('feature-set'), projectId: z.string(), featureSetId: z.string() }),
  z.object({ kind: z.literal('clip-prediction'), projectId: z.string(), predictionId: z.string() }),
  z.object({ kind: z.literal('worker'), workerId: z.string() }),
  z.object({ kind: z.literal('sweep'), projectId: z.string(), sweepId: z.string() }),
  /** Somebody's rights, or a session or token, changed: whoever remembers who may what asks again. */
  z.object({ kind: z.literal('access') }),
]);
export type ChangeEvent = z.infer<typeof ChangeEventSchema>;

/** The one Postgres channel all change events use. */
export const CHANGE_CHANNEL = 'voxboard_change';
