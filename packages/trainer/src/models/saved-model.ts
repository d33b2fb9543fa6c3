import { RecipeSchema, TaskSchema } from '@voxboard/domain';
import { z } from 'zod';

export const MODEL_FOLDER = 'model';
export const MODEL_FILE = `${MODEL_FOLDER}/model.json`;
export const WEIGHTS_FILE = `${MODEL_FOLDER}/weights.bin`;
export const CARD_FILE = `${MODEL_FOLDER}/voxboard.json`;

/** What a network file does not say: how rows are made and scaled, and what the outputs mean. */
export const ModelCardSchema = z.object({
  format: z.literal('voxboard-model'),
  version: z.literal(1),
  task: TaskSchema,
  labels: z.array(z.string()).min(2),
  rowShape: z.array(z.number().int().positive()).min(1).max(2),
  inputShape: z.array(z.number().int().positive()).min(1),
  columnNames: z.array(z.string()),
  /** Per column (or per feature of frames): (value − mean) / scale, then limited to ± clip. Frames of zeros stay. */
  scaler: z
    .object({
      mean: z.array(z.number()),
      scale: z.array(z.number().positive()),
      clip: z.number().positive().nullable(),
    })
    .nullable(),
  recipe: RecipeSchema.nullable(),
});
export type ModelCard = z.infer<typeof ModelCardSchema>;

const WeightSpecSchema = z.object({
  name: z.string(),
  shape: z.array(z.number().int().min(0)),
  dtype: z.literal('float32'),
});

/** A tfjs layers model file (https://www.tensorflow.org/js/guide/save_load), one weight group. */
export const ModelFileSchema = z.object({
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z
    .array(z.object({ paths: z.array(z.string()).length(1), weights: z.array(WeightSpecSchema) }))
    .length(1),
});
