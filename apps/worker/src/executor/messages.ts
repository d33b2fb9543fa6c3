import { JOB_NAMES, type JobName } from '@voxboard/domain';
import { z } from 'zod';

/**
 * What the worker process and its executor say to each other. The payload of a job is parsed by the job itself, with
 * the schema in the domain package.
 */
export const ToExecutorSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('run'),
    id: z.number().int(),
    name: z.enum(JOB_NAMES as [JobName, ...JobName[]]),
    payload: z.unknown(),
    workerId: z.string(),
  }),
  z.object({ kind: z.literal('cancel'), id: z.number().int() }),
]);
export type ToExecutor = z.infer<typeof ToExecutorSchema>;

export const FromExecutorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('done'), id: z.number().int() }),
  z.object({ kind: z.literal('failed'), id: z.number().int(), code: z.string(), message: z.string() }),
]);
export type FromExecutor = z.infer<typeof FromExecutorSchema>;
