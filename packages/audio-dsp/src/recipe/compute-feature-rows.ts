import type { Recipe } from '@voxboard/domain';
import { EmptyAudioError } from '../audio-errors.js';
import type { DrawnAugmentation } from '../augmentation/augmentation.js';
import { Effects } from '../augmentation/effects.js';
import { clean } from '../cleaning/clean.js';
import { FeatureBanks, Spectra } from '../features/spectra.js';
import { requireFinite } from '../finite-audio.js';
import { inWorkspace } from '../kernels/workspace.js';
import { Resampler } from '../resample/resampler.js';
import { Stft } from '../spectrum/stft.js';
import { decodeWav } from '../wav/decode-wav.js';
import { type AggregatedRow, aggregatedColumnNames, computeAggregatedRow } from './aggregate.js';
import type { ClipAudio, FeatureRows } from './feature-rows.js';
import { drawRows } from './row-augmentations.js';

/**
 * A recipe made ready: filters, windows and filter banks are built once and serve every clip. Not for use from several
 * threads at a time; each keeps its own.
 */
export class RecipeExtractor {
  readonly columnNames: readonly string[];
  readonly #banks: FeatureBanks;
  readonly #effects: Effects;
  readonly #resamplers = new Map<number, Resampler>();

  /** @throws UnsupportedRecipeError when the recipe's settings contradict each other */
  constructor(readonly recipe: Recipe) {
    this.columnNames = aggregatedColumnNames(recipe);
    this.#effects = new Effects(recipe.sampleRateHz);
    this.#banks = new FeatureBanks(recipe.sampleRateHz, new Stft(recipe));
  }

  /**
   * Features of one clip, a row for each of the recipe's augmentation rows.
   *
   * The recipe's offset and duration are cut at the clip's own rate, then the clip is resampled, as `librosa.load`
   * does. A clip that ends early gives what there is.
   * @param clip the whole clip
   * @param clipSeed with the recipe's seed and the row's name it decides every random choice of the row
   * @throws EmptyAudioError, NonFiniteAudioError
   */
  compute(clip: ClipAudio, clipSeed: number): FeatureRows {
    const { offsetSec, durationSec } = this.recipe;
    const start = Math.trunc(offsetSec * clip.sampleRateHz);
    const end = durationSec === null ? clip.samples.length : start + Math.trunc(durationSec * clip.sampleRateHz);
    const section = clip.samples.subarray(start, end);
    return this.computeSection({ samples: section, sampleRateHz: clip.sampleRateHz }, clipSeed);
  }

  /** The same of a clip that was decoded from the recipe's offset on, for its duration. */
  computeSection(section: ClipAudio, clipSeed: number): FeatureRows {
    requireFinite(section.samples);
    return this.#computeRows(section, clipSeed);
  }

  /** The same from the bytes of a WAV file; only the part the recipe reads is decoded. */
  computeFromWav(bytes: Uint8Array, clipSeed: number): FeatureRows {
    const { samples, sampleRateHz, coding } = decodeWav(bytes, this.recipe);
    // Only float files can hold anything else.
    if (coding === 'float') requireFinite(samples);
    return this.#computeRows({ samples, sampleRateHz }, clipSeed);
  }

  /**
   * The samples one row's features are computed from, at the recipe's rate: cleaned, then augmented. What a person
   * listens to in order to know what a recipe does.
   * @param section decoded from the recipe's offset on, for its duration
   * @throws RangeError when the recipe has no such row · EmptyAudioError, NonFiniteAudioError
   */
  renderSection(section: ClipAudio, clipSeed: number, row: number): Float64Array {
    const drawn = drawRows(this.recipe, clipSeed)[row];
    if (drawn === undefined) throw new RangeError(`recipe "${this.recipe.name}" has no row ${row}`);
    requireFinite(section.samples);
    return this.#augment(this.#clean(section), drawn.augmentations);
  }

  /** The same from the bytes of a WAV file. */
  renderFromWav(bytes: Uint8Array, clipSeed: number, row: number): Float64Array {
    return this.renderSection(decodeWav(bytes, this.recipe), clipSeed, row);
  }

  #clean({ samples: section, sampleRateHz }: ClipAudio): Float64Array {
    if (section.length === 0) {
      throw new EmptyAudioError(
        `The clip has no sample after ${this.recipe.offsetSec} s, where recipe "${this.recipe.name}" starts reading.`,
      );
    }
    const resampled = this.#resamplerFrom(sampleRateHz).resample(section);
    const samples = clean(resampled, this.recipe.sampleRateHz, this.recipe.cleaning);
    if (samples.length === 0) {
      throw new EmptyAudioError(
        `Cleaning by recipe "${this.recipe.name}" leaves nothing of the clip: it is all silence.`,
      );
    }
    return samples;
  }

  #computeRows(section: ClipAudio, clipSeed: number): FeatureRows {
    const samples = this.#clean(section);
    const augmentations = drawRows(this.recipe, clipSeed).map((row) => row.augmentations);
    const rows = augmentations.map((drawn) => this.#computeRow(samples, drawn));
    return {
      rowNames: this.recipe.rows.map((row) => row.name),
      columnNames: this.columnNames,
      frameCounts: rows.map((row) => row.frameCount),
      validFrameCounts: rows.map((row) => row.validFrameCount),
      values: rows.map((row) => row.values),
      sampleRateHz: this.recipe.sampleRateHz,
      augmentations,
    };
  }

  #augment(plain: Float64Array, augmentations: readonly DrawnAugmentation[]): Float64Array {
    let samples = plain;
    for (const augmentation of augmentations) samples = this.#effects.apply(samples, augmentation);
    return samples;
  }

  #computeRow(plain: Float64Array, augmentations: readonly DrawnAugmentation[]): AggregatedRow {
    const samples = this.#augment(plain, augmentations);
    return inWorkspace((workspace) => computeAggregatedRow(this.recipe, new Spectra(workspace, samples, this.#banks)));
  }

  #resamplerFrom(sampleRateHz: number): Resampler {
    let resampler = this.#resamplers.get(sampleRateHz);
    if (resampler === undefined) {
      resampler = new Resampler(sampleRateHz, this.recipe.sampleRateHz);
      this.#resamplers.set(sampleRateHz, resampler);
    }
    return resampler;
  }
}

const extractors = new WeakMap<Recipe, RecipeExtractor>();

/**
 * Features of one clip under a recipe; see `RecipeExtractor.compute`. The extractor of a recipe object is kept as long
 * as the object lives.
 */
export function computeFeatureRows(clip: ClipAudio, recipe: Recipe, clipSeed: number): FeatureRows {
  let extractor = extractors.get(recipe);
  if (extractor === undefined) {
    extractor = new RecipeExtractor(recipe);
    extractors.set(recipe, extractor);
  }
  return extractor.compute(clip, clipSeed);
}
