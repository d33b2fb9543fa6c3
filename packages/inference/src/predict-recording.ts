import { type ClipAudio, EmptyAudioError, RecipeExtractor } from '@voxboard/audio-dsp';
import type { PredictionWindow } from '@voxboard/domain';
import { NoRecipeError } from './inference.errors.js';
import type { LoadedModel } from './load-model.js';
import { slidingWindows } from './sliding-windows.js';

export interface RecordingPrediction {
  readonly durationSec: number;
  readonly sampleRateHz: number;
  /** Of the recording as a whole, read as a clip of the training data is; null where the recipe leaves nothing of it. */
  readonly probabilities: readonly number[] | null;
  readonly windows: readonly PredictionWindow[];
}

export interface RecordingOptions {
  readonly signal?: AbortSignal;
  /** Told after each batch of windows. */
  readonly onWindows?: (windows: readonly PredictionWindow[], total: number) => void;
}

const WINDOWS_AT_ONCE = 8;

/**
 * What a model says of a recording: as a whole, and window by window over time. The same code runs in the worker and in
 * the browser. A window in which cleaning finds nothing but silence has no probabilities.
 * @param clip the whole recording, mono, at its own rate
 * @throws NoRecipeError · UnsupportedRecipeError, NonFiniteAudioError of audio-dsp
 */
export async function predictRecording(
  model: LoadedModel,
  clip: ClipAudio,
  { signal, onWindows }: RecordingOptions = {},
): Promise<RecordingPrediction> {
  const { recipe } = model.card;
  if (recipe === null) {
    throw new NoRecipeError(
      'The model does not say how a recording becomes what it reads, so it can hear none. Train it on a feature set of Voxboard.',
    );
  }
  // Augmented rows are for training; the plain one does not depend on them.
  const extractor = new RecipeExtractor({ ...recipe, rows: recipe.rows.slice(0, 1) });
  const { samples, sampleRateHz } = clip;
  const whole = rowOf(model, () => extractor.compute(clip, 0).values[0]);
  const probabilities = whole === null ? null : (await model.predict(whole))[0];
  const places = slidingWindows(samples.length, sampleRateHz, recipe);
  const windows: PredictionWindow[] = [];
  for (let from = 0; from < places.length; from += WINDOWS_AT_ONCE) {
    signal?.throwIfAborted();
    const part = places.slice(from, from + WINDOWS_AT_ONCE);
    const rows = part.map(({ start, end }) =>
      rowOf(
        model,
        () => extractor.computeSection({ samples: samples.subarray(start, end), sampleRateHz }, 0).values[0],
      ),
    );
    const predicted = await predictRows(model, rows);
    windows.push(
      ...part.map(({ start, end }, i) => ({
        startSec: start / sampleRateHz,
        endSec: end / sampleRateHz,
        probabilities: predicted[i],
      })),
    );
    onWindows?.(windows, places.length);
  }
  return { durationSec: samples.length / sampleRateHz, sampleRateHz, probabilities, windows };
}

/** Features in the shape that the model reads, cut or padded with zeros as in a feature set; null for silence. */
function rowOf({ card }: LoadedModel, compute: () => Float32Array): Float32Array | null {
  try {
    const values = compute();
    if (!values.every(Number.isFinite)) return null;
    const row = new Float32Array(card.rowShape.reduce((a, b) => a * b, 1));
    row.set(values.subarray(0, row.length));
    return row;
  } catch (error) {
    if (error instanceof EmptyAudioError) return null;
    throw error;
  }
}

async function predictRows(model: LoadedModel, rows: readonly (Float32Array | null)[]): Promise<(number[] | null)[]> {
  const heard = rows.filter((row) => row !== null);
  if (heard.length === 0) return rows.map(() => null);
  const values = new Float32Array(heard.length * heard[0].length);
  heard.forEach((row, i) => {
    values.set(row, i * row.length);
  });
  const predicted = (await model.predict(values)).values();
  return rows.map((row) => (row === null ? null : (predicted.next().value ?? null)));
}
