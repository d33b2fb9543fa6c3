import '@tensorflow/tfjs-backend-cpu';
import { RecipeExtractor } from '@voxboard/audio-dsp';
import {
  CARD_FILE,
  MODEL_FILE,
  type Recipe,
  Rng,
  STUDY_162_PLAIN,
  VOXBOARD_FRAMES_86,
  WEIGHTS_FILE,
} from '@voxboard/domain';
import { beforeAll, describe, expect, it } from 'vitest';
import { type LoadedModel, loadModel } from './load-model.js';
import { predictRecording } from './predict-recording.js';
import { slidingWindows, windowSeconds } from './sliding-windows.js';
import { core as tf } from './tensorflow.js';

const RATE = 16_000;

/** A model of one dense layer, as its files. */
function denseModel(recipe: Recipe, rowShape: number[], columnNames: readonly string[]): Promise<LoadedModel> {
  const columns = rowShape.reduce((a, b) => a * b, 1);
  const rng = new Rng(5);
  const kernel = Float32Array.from({ length: columns * 2 + 2 }, () => rng.normal() / Math.sqrt(columns));
  const layers = [
    {
      class_name: 'Flatten',
      config: { name: 'flat', batch_input_shape: [null, ...rowShape, ...(rowShape.length === 1 ? [1] : [])] },
    },
    { class_name: 'Dense', config: { name: 'head', units: 2, activation: 'softmax' } },
  ];
  const specs = [
    { name: 'head/kernel', shape: [columns, 2], dtype: 'float32' },
    { name: 'head/bias', shape: [2], dtype: 'float32' },
  ];
  const card = {
    format: 'voxboard-model',
    version: 1,
    task: 'GENDER',
    labels: ['male', 'female'],
    rowShape,
    inputShape: rowShape.length === 1 ? [...rowShape, 1] : rowShape,
    columnNames,
    scaler: { mean: columnNames.map(() => 0), scale: columnNames.map(() => 10), clip: 4 },
    recipe,
  };
  const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  return loadModel(
    new Map([
      [
        MODEL_FILE,
        text({
          modelTopology: { class_name: 'Sequential', config: { layers } },
          weightsManifest: [{ paths: ['weights.bin'], weights: specs }],
        }),
      ],
      [WEIGHTS_FILE, new Uint8Array(kernel.buffer)],
      [CARD_FILE, text(card)],
    ]),
  );
}

/** Noise that swells, with a second of silence at the end. */
function clip(seconds: number) {
  const rng = new Rng(3);
  const samples = Float32Array.from({ length: seconds * RATE }, (_, i) =>
    i > (seconds - 1) * RATE ? 0 : (0.3 * rng.normal() * i) / (seconds * RATE) + 0.2 * Math.sin(i / 12),
  );
  return { samples, sampleRateHz: RATE };
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('windows over a recording', () => {
  it('cover it from beginning to end, half a second apart', () => {
    const windows = slidingWindows(10 * RATE, RATE, STUDY_162_PLAIN);
    expect(windowSeconds(STUDY_162_PLAIN)).toBe(2.5);
    expect(windows).toHaveLength(16);
    expect(windows[0]).toEqual({ start: 0, end: 40_000 });
    expect(windows.at(-1)?.end).toBe(160_000);
    expect(windows.every(({ start, end }) => end - start === 40_000)).toBe(true);
  });

  it('are one for a short recording, none for an empty one, and never more than 240', () => {
    expect(slidingWindows(100, RATE, STUDY_162_PLAIN)).toEqual([{ start: 0, end: 100 }]);
    expect(slidingWindows(0, RATE, STUDY_162_PLAIN)).toEqual([]);
    expect(slidingWindows(3600 * RATE, RATE, STUDY_162_PLAIN)).toHaveLength(240);
  });
});

describe('predictRecording', () => {
  it('says of the whole what the features of the whole clip give, and of each window the same of its stretch', async () => {
    const { columnNames } = new RecipeExtractor(STUDY_162_PLAIN);
    const model = await denseModel(STUDY_162_PLAIN, [162], columnNames);
    const recording = clip(5);
    const seen: number[] = [];
    const result = await predictRecording(model, recording, { onWindows: (windows) => seen.push(windows.length) });
    const extractor = new RecipeExtractor(STUDY_162_PLAIN);
    const [whole] = await model.predict(extractor.compute(recording, 0).values[0]);
    expect(result.probabilities).toEqual(whole);
    expect(result.windows).toHaveLength(6);
    expect(seen).toEqual([6]);
    const second = result.windows[1];
    const stretch = recording.samples.subarray(second.startSec * RATE, second.endSec * RATE);
    const [alone] = await model.predict(
      extractor.computeSection({ samples: stretch, sampleRateHz: RATE }, 0).values[0],
    );
    alone.forEach((p, i) => {
      expect(second.probabilities?.[i]).toBeCloseTo(p, 6);
    });
    expect(result.durationSec).toBe(5);
    model.dispose();
  });

  it('pads frames to the model’s length, and gives silence no probabilities', async () => {
    const { columnNames } = new RecipeExtractor(VOXBOARD_FRAMES_86);
    const model = await denseModel(VOXBOARD_FRAMES_86, [144, 86], columnNames);
    const { probabilities, windows } = await predictRecording(model, clip(2));
    expect(probabilities?.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    expect(windows).toHaveLength(1);
    const tooShort = await predictRecording(
      await denseModel({ ...STUDY_162_PLAIN }, [162], new RecipeExtractor(STUDY_162_PLAIN).columnNames),
      {
        samples: new Float32Array(0.3 * RATE).fill(0.1),
        sampleRateHz: RATE,
      },
    );
    expect(tooShort.probabilities, 'it ends before the recipe begins to read').toBeNull();
    expect(tooShort.windows[0].probabilities).not.toBeNull();
    model.dispose();
  });

  it('refuses a model without a recipe by name', async () => {
    const { columnNames } = new RecipeExtractor(STUDY_162_PLAIN);
    const model = await denseModel(STUDY_162_PLAIN, [162], columnNames);
    await expect(predictRecording({ ...model, card: { ...model.card, recipe: null } }, clip(1))).rejects.toThrow(
      'does not say how a recording becomes what it reads',
    );
  });
});
