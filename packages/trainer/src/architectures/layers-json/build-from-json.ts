import { describeNetwork, InvalidArchitectureError, isJsonObject, type Json, parseNetwork } from '@voxboard/domain';
import { type LayersModel, tf } from '../../tensorflow.js';
// Its layers are registered with TensorFlow.js.
import '@voxboard/inference';

/**
 * Builds a network from layers JSON: Keras 2's or 3's `model.to_json()`, or a tfjs `model.json` (its weights are not
 * read).
 * @throws InvalidArchitectureError naming what is wrong and where
 */
export async function buildFromJson(layersJson: Json): Promise<LayersModel> {
  const { className, config, path } = parseNetwork(layersJson);
  sizeReshapes(config, layersJson, path.length + 1);
  const topology = { class_name: className, config } as unknown as Parameters<typeof tf.models.modelFromJSON>[0];
  try {
    return await tf.models.modelFromJSON(topology);
  } catch (cause) {
    throw new InvalidArchitectureError(
      `The layers JSON cannot be built: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause, path },
    );
  }
}

/** tfjs leaves a Reshape's −1 open, and the layers after it unbuildable; here it is written out. */
function sizeReshapes(config: unknown, layersJson: Json, prefix: number): void {
  for (const { kind, path, outputShape } of describeNetwork(layersJson).layers) {
    if (kind !== 'Reshape' || outputShape.includes(null)) continue;
    let at = config;
    for (const key of [...path.slice(prefix), 'config']) at = (at as Readonly<Record<string, unknown>>)[key];
    if (isJsonObject(at)) at.target_shape = [...outputShape];
  }
}
