import { z } from 'zod';
import { RecipeSchema } from './recipe.js';
import { TaskSchema } from './task.js';

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
