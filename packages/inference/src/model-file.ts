import { z } from 'zod';

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
