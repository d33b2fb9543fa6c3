import { type ArtifactFile, CARD_FILE, MODEL_FILE, type ModelCard, WEIGHTS_FILE } from '@voxboard/domain';
import { type LayersModel, tf } from '../tensorflow.js';

/** The three files of a saved model: tfjs layers format, and a card of what goes in and comes out. */
export async function saveModel(model: LayersModel, card: ModelCard): Promise<ArtifactFile[]> {
  let saved: tf.io.ModelArtifacts | null = null;
  await model.save(
    tf.io.withSaveHandler(async (artifacts) => {
      saved = artifacts;
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    }),
  );
  const { modelTopology, weightSpecs, weightData, generatedBy } = saved as unknown as tf.io.ModelArtifacts;
  const modelFile = {
    format: 'layers-model',
    generatedBy,
    convertedBy: null,
    modelTopology,
    weightsManifest: [{ paths: ['weights.bin'], weights: weightSpecs }],
  };
  return [
    { path: MODEL_FILE, mediaType: 'application/json', bytes: encode(modelFile) },
    { path: WEIGHTS_FILE, mediaType: 'application/octet-stream', bytes: joined(weightData) },
    { path: CARD_FILE, mediaType: 'application/json', bytes: encode(card) },
  ];
}

function encode(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

function joined(data: tf.io.WeightData | undefined): Uint8Array {
  return new Uint8Array(tf.io.CompositeArrayBuffer.join(data));
}
