import { z } from 'zod';
import { EMOTIONS, EmotionSchema, GENDERS, GenderSchema, IntensitySchema, type Task } from './task.js';

/** What a corpus says of one recording. `speaker` is the corpus's own name for the person ("01" … "24" in RAVDESS). */
export const ClipLabelsSchema = z.object({
  speaker: z.string().min(1).max(64),
  gender: GenderSchema.nullable(),
  emotion: EmotionSchema.nullable(),
  intensity: IntensitySchema.nullable(),
  statement: z.string().max(64).nullable(),
  repetition: z.number().int().min(1).max(1000).nullable(),
});
export type ClipLabels = z.infer<typeof ClipLabelsSchema>;

/** One recording of a dataset version. `sha256` is of the file's bytes: the name of its blob. */
export const ClipSchema = ClipLabelsSchema.extend({
  /** Path inside the corpus, with forward slashes: unique in a dataset version. */
  path: z.string().min(1).max(1024),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.number().int().positive(),
  durationSec: z.number().positive(),
  sampleRateHz: z.number().int().positive(),
  channelCount: z.number().int().positive(),
  /** Level of the whole clip in dB below full scale: of its RMS and of its largest magnitude. */
  rmsDbfs: z.number().optional(),
  peakDbfs: z.number().optional(),
});
export type Clip = z.infer<typeof ClipSchema>;

/** The class names of a task, in index order. SPEAKER's are the dataset's speakers, sorted. */
export function labelNames(task: Task, speakers: readonly string[]): string[] {
  if (task === 'EMOTION') return [...EMOTIONS];
  if (task === 'GENDER') return [...GENDERS];
  return [...new Set(speakers)].sort();
}

/** The label of a clip under a task, or null when the corpus does not say. */
export function labelOf(clip: ClipLabels, task: Task): string | null {
  if (task === 'EMOTION') return clip.emotion;
  if (task === 'GENDER') return clip.gender;
  return clip.speaker;
}
