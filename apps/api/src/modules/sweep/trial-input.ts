import type { SweepRow } from '@voxboard/db';
import { SweepDefinitionSchema, TASKS } from '@voxboard/domain';
import type { SearchPoint } from '@voxboard/evaluation';
import { z } from 'zod';
import type { LaunchExperimentInput } from '../experiment/launch.input.js';

export const PointSchema = z.record(z.string(), z.json());

/** Dimensions that are no hyperparameters. */
export const ARCHITECTURE = 'architecture';
export const FEATURE_SET = 'featureSet';

const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullish().transform((value) => value ?? null);
/** What is fixed, as it is stored. */
export const BaseSchema = z.object({
  projectSlug: z.string(),
  task: z.enum(TASKS),
  featureSetId: z.string(),
  architectureId: z.string(),
  protocol: z.object({
    name: z.string(),
    foldCount: orNull(z.number()),
    testFraction: orNull(z.number()),
    validationFraction: orNull(z.number()),
  }),
  hyperparameters: z
    .record(z.string(), z.json())
    .nullish()
    .transform((value) => value ?? {}),
  seeds: z.array(z.number()),
  folds: orNull(z.array(z.number())),
  tags: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? []),
  priority: z
    .number()
    .nullish()
    .transform((value) => value ?? 0),
});
export type SweepBase = z.infer<typeof BaseSchema>;

/** What is fixed, with a point's values in their places. */
export function configured(base: SweepBase, point: SearchPoint): LaunchExperimentInput {
  const { [ARCHITECTURE]: architecture, [FEATURE_SET]: featureSet, ...hyperparameters } = point;
  return {
    ...base,
    architectureId: typeof architecture === 'string' ? architecture : base.architectureId,
    featureSetId: typeof featureSet === 'string' ? featureSet : base.featureSetId,
    hyperparameters: { ...base.hyperparameters, ...hyperparameters },
  };
}

/** What launches a trial: once, however often it is sent. */
export function trialInput(
  { id, name, definition }: Pick<SweepRow, 'id' | 'name' | 'definition'>,
  number: number,
  point: SearchPoint,
): LaunchExperimentInput {
  const base = BaseSchema.parse(SweepDefinitionSchema.parse(definition).base);
  return {
    ...configured(base, point),
    name: `${name} · trial ${number}`,
    tags: [...new Set([...base.tags, 'sweep'])],
    notes: '',
    idempotencyKey: `sweep ${id} trial ${number}`,
  };
}
