import { InvalidInputError } from '@voxboard/domain';
import { z } from 'zod';

const ShapeSchema = z.array(z.number().int().positive().nullable()).min(2).max(4);
const LayerSchema = z.object({
  config: z.object({
    batch_input_shape: ShapeSchema.optional(),
    batchInputShape: ShapeSchema.optional(),
    batch_shape: ShapeSchema.optional(),
  }),
});
const LayersSchema = z.object({ config: z.object({ layers: z.array(LayerSchema).min(1).max(1000) }) });
const WrappedSchema = z.object({
  modelTopology: z.unknown().optional(),
  model_config: z.unknown().optional(),
});

/** A single column of more rows than this is sound, not features. */
const LONGEST_FEATURE_VECTOR = 10_000;

/**
 * Shape of one row that layers JSON (Keras or TensorFlow.js, as saved or as `toJSON` gives it) reads; null where a size
 * is left open. @throws InvalidInputError
 */
export function layersInputShape(layersJson: unknown): (number | null)[] {
  const unwrapped = unwrap(unwrap(layersJson, 'modelTopology'), 'model_config');
  const parsed = LayersSchema.safeParse(unwrapped);
  const first = parsed.data?.config.layers[0]?.config;
  const shape = first?.batch_input_shape ?? first?.batchInputShape ?? first?.batch_shape;
  if (!shape) {
    throw new InvalidInputError(
      'The layers JSON must be that of a Keras or TensorFlow.js model whose first layer states its input shape (batch_input_shape).',
      { path: ['spec', 'layersJson'] },
    );
  }
  return shape.slice(1);
}

/** What kind of feature row a shape is. */
export function inputKindOfShape([first, second, ...more]: readonly (number | null)[]): string {
  if (more.length > 0) {
    throw new InvalidInputError('Feature rows have one or two axes; the model reads more.', {
      path: ['spec', 'layersJson'],
    });
  }
  if (second === undefined) return 'vector';
  if (second !== 1) return 'frames';
  return (first ?? 0) > LONGEST_FEATURE_VECTOR ? 'waveform' : 'vector';
}

function unwrap(value: unknown, field: 'modelTopology' | 'model_config'): unknown {
  const wrapped = WrappedSchema.safeParse(value);
  return wrapped.data?.[field] ?? value;
}
