import {
  EmotionSchema,
  GenderSchema,
  IntensitySchema,
  ProtocolNameSchema,
  SplitSchema,
  TaskSchema,
} from '@voxboard/domain';
import { z } from 'zod';

const MAX_ROWS = 100_000;
const MAX_CLIPS = 50_000;

const RowsSchema = z
  .array(z.object({ clip: z.string().min(1).max(1024), augmentation: z.number().int().min(0).max(1000).default(0) }))
  .max(MAX_ROWS);

const ClipSchema = z
  .object({
    name: z.string().min(1).max(1024),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex')
      .nullish(),
    speaker: z.string().min(1).max(64),
    gender: GenderSchema.nullish(),
    emotion: EmotionSchema.nullish(),
    intensity: IntensitySchema.nullish(),
    statement: z.string().max(64).nullish(),
    repetition: z.number().int().min(1).max(1000).nullish(),
  })
  .transform(({ name, ...clip }) => ({
    path: name,
    sha256: clip.sha256 ?? null,
    speaker: clip.speaker,
    gender: clip.gender ?? null,
    emotion: clip.emotion ?? null,
    intensity: clip.intensity ?? null,
    statement: clip.statement ?? null,
    repetition: clip.repetition ?? null,
  }));

/** What `uploadRunEvidence` takes, beyond its types. */
export const EvidenceSchema = z.object({
  task: TaskSchema,
  protocol: ProtocolNameSchema,
  labels: z
    .array(z.string().min(1).max(100))
    .min(2)
    .max(1000)
    .refine((labels) => new Set(labels).size === labels.length, 'must not repeat a name'),
  datasetVersionId: z.string().nullish(),
  clips: z.array(ClipSchema).min(1).max(MAX_CLIPS).nullish(),
  trained: RowsSchema.min(1, 'must name the rows that the model was fitted on'),
  validated: RowsSchema.default([]),
  tested: RowsSchema.min(1, 'must name the rows that the score is of'),
  fitted: RowsSchema.nullish(),
  unlabelled: RowsSchema.nullish(),
  stoppedOn: z.array(SplitSchema).max(1, 'must name one part, or none').nullish(),
  tunedOn: z.array(SplitSchema).max(3).nullish(),
  usedLabels: z
    .array(z.object({ clip: z.string().min(1).max(1024), label: z.string() }))
    .max(MAX_CLIPS)
    .nullish(),
});
