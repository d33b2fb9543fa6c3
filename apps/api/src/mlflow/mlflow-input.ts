import type { RunStatus } from '@voxboard/domain';
import { z } from 'zod';
import { badVariables } from '../limits/variable-checks.js';
import { invalidParameter } from './mlflow.errors.js';

/** As in MLflow's own validation. */
const MAX_KEY = 250;
const MAX_PARAM_VALUE = 6000;
const MAX_TAG_VALUE = 8000;
const MAX_NAME = 500;
/** The end of the year 9999, in milliseconds. */
const LAST_MOMENT = 253_402_300_799_999;
const LAST_STEP = 2_147_483_646;

/** JSON may carry int64 as text. */
const WholeSchema = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d{1,19}$/)
      .transform(Number),
  ])
  .pipe(z.number().int());
export const MillisSchema = WholeSchema.pipe(z.number().min(0).max(LAST_MOMENT));
export const StepSchema = WholeSchema.pipe(
  z.number().min(0, 'steps below 0 are not stored').max(LAST_STEP, `steps above ${LAST_STEP} are not stored`),
);
export const CountSchema = (most: number) => WholeSchema.pipe(z.number().min(1).max(most));
const KeySchema = z
  .string()
  .min(1)
  .max(MAX_KEY)
  .regex(/^\P{Cc}+$/u, 'must not hold control characters');
const ValueSchema = z.union([
  z.number(),
  z.enum(['NaN', 'Infinity', '-Infinity']).transform(Number),
  z
    .string()
    .regex(/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/)
    .transform(Number),
]);
const NAMES = z
  .string()
  .min(1)
  .max(MAX_NAME)
  .refine((name) => name.trim() !== '', 'must not be blank');

export const IdSchema = z.string().min(1).max(256);
export const NameSchema = NAMES;
export const TagSchema = z.object({ key: KeySchema, value: z.string().max(MAX_TAG_VALUE).default('') });
export const TagsSchema = z
  .array(TagSchema)
  .nullish()
  .transform((tags) => toRecord(tags ?? []));
export const ParamSchema = z.object({ key: KeySchema, value: z.string().max(MAX_PARAM_VALUE).default('') });
export const MetricSchema = z.object({
  key: KeySchema,
  value: ValueSchema,
  timestamp: MillisSchema,
  step: StepSchema.nullish().transform((step) => step ?? 0),
});
export type MlflowMetric = z.output<typeof MetricSchema>;

const RUN_STATUSES: Readonly<Record<string, RunStatus>> = {
  RUNNING: 'RUNNING',
  // A script that says it is scheduled is there: it runs.
  SCHEDULED: 'RUNNING',
  FINISHED: 'FINISHED',
  FAILED: 'FAILED',
  KILLED: 'CANCELED',
};
export const StatusSchema = z
  .union([z.enum(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']), z.number().int().min(1).max(5)])
  .transform((status) =>
    typeof status === 'number' ? ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'][status - 1] : status,
  )
  .transform((name) => RUN_STATUSES[name ?? 'RUNNING'] ?? 'RUNNING');

export const ViewSchema = z
  .enum(['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL'])
  .nullish()
  .transform((view) => view ?? ('ACTIVE_ONLY' as const));

/** Old clients send `run_uuid`, new ones both. */
export const RunIdSchema = z
  .object({ run_id: IdSchema.nullish(), run_uuid: IdSchema.nullish() })
  .transform(({ run_id: id, run_uuid: uuid }) => id || uuid || '')
  .refine((id) => id !== '', { path: ['run_id'], message: 'is missing' });

/** @throws MlflowError INVALID_PARAMETER_VALUE that names the first offending field */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, request: unknown): z.output<Schema> {
  const unstorable = badVariables(request);
  if (unstorable) throw invalidParameter(unstorable.message);
  const parsed = schema.safeParse(request ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = (issue?.path ?? []).join('.');
  throw invalidParameter(`Invalid value for parameter '${where}' supplied: ${issue?.message ?? 'not valid'}.`);
}

export function toRecord(pairs: readonly { readonly key: string; readonly value: string }[]): Record<string, string> {
  return Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
}
