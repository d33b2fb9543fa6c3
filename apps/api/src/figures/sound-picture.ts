import { clipSeedOf, encodeWav16, logSpectrogram, RecipeExtractor, waveformPeaks } from '@voxboard/audio-dsp';
import { decodeAudio } from '@voxboard/corpora/decoding';
import { canonicalJson, type Recipe } from '@voxboard/domain';
import type { SoundSource } from './figure-task.js';

const PEAK_COUNT = 1200;
const ROW_COUNT = 128;
const HOP = 512;
/** Frames of a picture at most: longer recordings take longer hops. */
const FRAME_LIMIT = 4000;
const TOP_DB = 80;

/** A sound as a page draws it. */
export interface SoundPicture {
  readonly sampleRateHz: number;
  readonly durationSec: number;
  /** Least and greatest sample of each of equally long parts, −1…1. */
  readonly minima: readonly number[];
  readonly maxima: readonly number[];
  readonly spectrogram: {
    readonly frameCount: number;
    readonly rowCount: number;
    readonly secPerFrame: number;
    /** Of the lowest and the highest row; between them rows are equally spaced in octaves. */
    readonly minHz: number;
    readonly maxHz: number;
    /** What level 255 stands for. */
    readonly maxDb: number;
    /** dB from level 0 to level 255. */
    readonly rangeDb: number;
    /** Base64 of frames × rows levels, 0…255, lowest row first. */
    readonly levels: string;
  };
}

interface Sound {
  readonly samples: Float32Array | Float64Array;
  readonly sampleRateHz: number;
}

/** Mono samples of a recording, or of one row of a recipe. */
export async function soundOf(bytes: Uint8Array, { sha256, rendering }: SoundSource): Promise<Sound> {
  if (rendering === null) return decodeAudio(bytes);
  const { recipe, row } = rendering;
  const section = await decodeAudio(bytes, recipe);
  const samples = extractorOf(recipe).renderSection(section, clipSeedOf(sha256), row);
  return { samples, sampleRateHz: recipe.sampleRateHz };
}

/** The extractor of the recipe asked for last: the rows of one clip are asked for one after the other. */
let latest: { readonly key: string; readonly extractor: RecipeExtractor } | null = null;

function extractorOf(recipe: Recipe): RecipeExtractor {
  const key = canonicalJson(recipe);
  if (latest?.key !== key) latest = { key, extractor: new RecipeExtractor(recipe) };
  return latest.extractor;
}

/** 16-bit WAV; samples beyond full scale (augmentations and loudness normalisation may give some) are clipped. */
export function wavOf({ samples, sampleRateHz }: Sound): Uint8Array {
  return encodeWav16(samples instanceof Float32Array ? samples : new Float32Array(samples), sampleRateHz);
}

export function pictureOf({ samples, sampleRateHz }: Sound): SoundPicture {
  const { minima, maxima } = waveformPeaks(samples, PEAK_COUNT);
  const hopLength = HOP * Math.max(1, Math.ceil(samples.length / HOP / FRAME_LIMIT));
  const picture = logSpectrogram(samples, { sampleRateHz, hopLength, rowCount: ROW_COUNT, topDb: TOP_DB });
  const { decibels, frameCount, frequenciesHz, secPerFrame } = picture;
  const maxDb = decibels.reduce((max, level) => Math.max(max, level), Number.NEGATIVE_INFINITY);
  const levels = Uint8Array.from(decibels, (level) => Math.round((255 * (level - maxDb + TOP_DB)) / TOP_DB));
  return {
    sampleRateHz,
    durationSec: samples.length / sampleRateHz,
    minima: Array.from(minima, roundSample),
    maxima: Array.from(maxima, roundSample),
    spectrogram: {
      frameCount,
      rowCount: ROW_COUNT,
      secPerFrame,
      minHz: frequenciesHz[0] ?? Number.NaN,
      maxHz: frequenciesHz.at(-1) ?? Number.NaN,
      maxDb,
      rangeDb: TOP_DB,
      levels: Buffer.from(levels).toString('base64'),
    },
  };
}

function roundSample(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
