import { CARD_FILE, MODEL_FILE, type ModelCard, ModelCardSchema, WEIGHTS_FILE } from '@voxboard/domain';
import type { z } from 'zod';
import './custom-layers/attentive-statistics.js';
import './custom-layers/frame-mask.js';
import { MalformedModelError, ShapeMismatchError } from './inference.errors.js';
import { ModelFileSchema } from './model-file.js';
import { predictBatch } from './predict-batch.js';
import { copyStandardized, type Standardizer } from './standardize.js';
import { type LayersModel, loadLayersModel, core as tf } from './tensorflow.js';

/** A model that was trained before. */
export interface LoadedModel {
  readonly card: ModelCard;
  /**
   * @param values rows of `card.rowShape`, one after the other, as the recipe computes them (not standardised)
   * @returns one probability per label for each row
   */
  predict(values: Float32Array): Promise<number[][]>;
  dispose(): void;
}

/**
 * Loads what `saveModel` wrote, on the active backend.
 * @param files path (`model/model.json` …) → bytes
 * @throws MalformedModelError
 */
export async function loadModel(files: ReadonlyMap<string, Uint8Array>): Promise<LoadedModel> {
  const card = parse(files, CARD_FILE, ModelCardSchema);
  const model = await loadNetwork(files);
  const standardizer: Standardizer | null = card.scaler && {
    mean: Float64Array.from(card.scaler.mean),
    scale: Float64Array.from(card.scaler.scale),
    clip: card.scaler.clip,
  };
  const columns = card.rowShape.reduce((a, b) => a * b, 1);
  return {
    card,
    async predict(values) {
      if (values.length === 0 || values.length % columns !== 0) {
        throw new ShapeMismatchError(
          `${values.length} values are not rows of [${card.rowShape.join(', ')}]; compute them with the model's recipe.`,
        );
      }
      const scaled = new Float32Array(values.length);
      for (let start = 0; start < values.length; start += columns) {
        copyStandardized(values.subarray(start, start + columns), scaled, start, standardizer);
      }
      const input = tf.tensor(scaled, [values.length / columns, ...card.inputShape]);
      try {
        return await predictBatch(model, input);
      } finally {
        input.dispose();
      }
    },
    dispose: () => {
      model.dispose();
    },
  };
}

async function loadNetwork(files: ReadonlyMap<string, Uint8Array>): Promise<LayersModel> {
  const file = parse(files, MODEL_FILE, ModelFileSchema);
  const weights = required(files, WEIGHTS_FILE);
  const [group] = file.weightsManifest;
  const count = group.weights.reduce((sum, w) => sum + w.shape.reduce((a, b) => a * b, 1), 0);
  if (weights.byteLength !== count * 4) {
    throw new MalformedModelError(`${WEIGHTS_FILE} holds ${weights.byteLength} bytes where ${count * 4} are expected.`);
  }
  try {
    return await loadLayersModel(
      tf.io.fromMemory({
        modelTopology: file.modelTopology,
        weightSpecs: group.weights,
        weightData: Uint8Array.from(weights).buffer,
      }),
    );
  } catch (cause) {
    throw new MalformedModelError(`${MODEL_FILE} cannot be read: ${String(cause)}. Save the model again.`, { cause });
  }
}

function required(files: ReadonlyMap<string, Uint8Array>, path: string): Uint8Array {
  const bytes = files.get(path);
  if (!bytes) throw new MalformedModelError(`The model has no file ${path}. Give all three files of the model folder.`);
  return bytes;
}

function parse<T>(files: ReadonlyMap<string, Uint8Array>, path: string, schema: z.ZodType<T>): T {
  const bytes = required(files, path);
  try {
    return schema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new MalformedModelError(`${path} is not what Voxboard writes: ${String(cause)}`, { cause });
  }
}
