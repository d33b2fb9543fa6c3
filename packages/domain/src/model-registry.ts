import { z } from 'zod';
import { HyperparametersSchema } from './experiment.js';
import { isLeakyByDesign, ProtocolNameSchema } from './protocol.js';
import type { AuditStatus } from './run-certificate.js';

/** Names that look like versions, or that would move by themselves. */
const RESERVED_ALIAS = /^(latest|newest|v?\d+)$/;

/** A name such as `production` that points at one version of a model at a time. */
export const ModelAliasSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,49}$/, 'An alias is 1 to 50 lower-case letters, digits and hyphens, a letter first')
  .refine((name) => !RESERVED_ALIAS.test(name), '"latest" and version numbers cannot be aliases. Choose another name');

export const ModelNameSchema = z
  .string()
  .trim()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,99}$/u,
    'A model name is 1 to 100 letters, digits, spaces, dots, hyphens and underscores, a letter or digit first',
  );

/** What a model was trained on, how, and with what; kept with it when the run is gone. */
export const TrainingFactsSchema = z.object({
  projectSlug: z.string(),
  experiment: z.object({ id: z.string(), name: z.string() }),
  run: z.object({
    id: z.string(),
    name: z.string(),
    seed: z.number().nullable(),
    foldIndex: z.number().nullable(),
    foldCount: z.number().nullable(),
    finishedAt: z.string().nullable(),
  }),
  architecture: z.string().nullable(),
  dataset: z
    .object({
      name: z.string(),
      versionNumber: z.number(),
      contentHash: z.string(),
      clipCount: z.number(),
      speakerCount: z.number(),
    })
    .nullable(),
  /** Clips and speakers of the part that the weights were fitted on. */
  trained: z.object({ clipCount: z.number(), speakerCount: z.number() }).nullable(),
  hyperparameters: HyperparametersSchema.partial().nullable(),
  backend: z.string().nullable(),
});
export type TrainingFacts = z.infer<typeof TrainingFactsSchema>;

/**
 * Why a run's model should not be promoted, in words; empty where nothing is known against it. A person may promote it
 * all the same, with a reason that is recorded.
 */
export function promotionObjections(run: {
  readonly protocolName: string | null;
  readonly auditStatus: AuditStatus;
}): string[] {
  const protocol = ProtocolNameSchema.safeParse(run.protocolName);
  const objections: string[] = [];
  if (protocol.success && isLeakyByDesign(protocol.data)) {
    objections.push(
      `It was trained under the protocol "${protocol.data}", whose score is inflated by design: test and training share recordings.`,
    );
  }
  if (run.auditStatus === 'LEAKY') {
    objections.push('Its leak audit failed: the test part helped to make the model, so its score says too much.');
  }
  return objections;
}

/** What a model says of one stretch of a recording. */
export const PredictionWindowSchema = z.object({
  startSec: z.number(),
  endSec: z.number(),
  /** By label; null where the recipe's cleaning leaves nothing: silence. */
  probabilities: z.array(z.number()).nullable(),
});
export type PredictionWindow = z.infer<typeof PredictionWindowSchema>;
