import type { Aggregation, Recipe } from '@voxboard/domain';
import { UnsupportedRecipeError } from '../audio-errors.js';
import type { Spectra } from '../features/spectra.js';
import {
  averagePairs,
  type FrameMatrix,
  joinColumns,
  meanAndStdOverFrames,
  meanOverFrames,
} from '../spectrum/frame-matrix.js';
import { statistics803, statistics803Names } from '../voxboard/statistics-803.js';
import { columnNamesOf, computeFrameFeature, melCountOf } from './frame-features.js';

/** One row of features: frames × columns, row-major, of which the first `validFrameCount` frames are not padding. */
export interface AggregatedRow {
  readonly frameCount: number;
  readonly validFrameCount: number;
  readonly values: Float32Array;
}

/**
 * Names of the values of one frame of a recipe's rows.
 * @throws UnsupportedRecipeError when features and aggregation do not go together
 */
export function aggregatedColumnNames(recipe: Recipe): string[] {
  requireCompatible(recipe);
  const names = recipe.features.flatMap(columnNamesOf);
  switch (recipe.aggregation.kind) {
    case 'mean-std':
      return names.flatMap((name) => [`${name}.mean`, `${name}.std`]);
    case 'statistics-803':
      return statistics803Names(melCountOf(recipe));
    default:
      return names;
  }
}

/** The features of one signal, put together as the recipe says. */
export function computeAggregatedRow(recipe: Recipe, spectra: Spectra): AggregatedRow {
  const { aggregation } = recipe;
  switch (aggregation.kind) {
    case 'mean':
      return singleFrame(recipe.features.map((spec) => meanOverFrames(computeFrameFeature(spec, spectra, recipe))));
    case 'mean-std':
      return singleFrame(
        recipe.features.map((spec) => meanAndStdOverFrames(computeFrameFeature(spec, spectra, recipe))),
      );
    case 'statistics-803': {
      const melCount = melCountOf(recipe);
      const descriptors = spectra.descriptors(melCount);
      const logMel = spectra.copyOf(spectra.logMel(melCount));
      return singleFrame([statistics803(logMel, descriptors, recipe.hopLength / recipe.sampleRateHz)]);
    }
    case 'frames':
      return framesRow(aggregation, joinFeatures(recipe, spectra));
    case 'samples': {
      const values = new Float32Array(aggregation.sampleCount);
      values.set(spectra.samples.subarray(0, aggregation.sampleCount));
      const validFrameCount = Math.min(spectra.samples.length, aggregation.sampleCount);
      return { frameCount: aggregation.sampleCount, validFrameCount, values };
    }
  }
}

function requireCompatible({ features, aggregation, name }: Recipe): void {
  const names = new Set(features.map((spec) => spec.name));
  if (aggregation.kind === 'samples' ? names.size !== 1 || !names.has('waveform') : names.has('waveform')) {
    throw new UnsupportedRecipeError(
      `Recipe "${name}": the feature "waveform" and the aggregation "samples" go together, and with nothing else.`,
    );
  }
  if (aggregation.kind !== 'statistics-803') return;
  if (names.size !== 2 || !names.has('logMelSpectrogram') || !names.has('voxboardDescriptors')) {
    throw new UnsupportedRecipeError(
      `Recipe "${name}": the aggregation "statistics-803" needs logMelSpectrogram and voxboardDescriptors, no more.`,
    );
  }
}

function joinFeatures(recipe: Recipe, spectra: Spectra): FrameMatrix {
  // A feature is valid until the next is computed, so that each is copied before.
  const matrices = recipe.features.map((spec) => {
    const matrix = computeFrameFeature(spec, spectra, recipe);
    return { ...matrix, values: matrix.values.slice() };
  });
  return joinColumns(matrices);
}

function framesRow(aggregation: Extract<Aggregation, { kind: 'frames' }>, joined: FrameMatrix): AggregatedRow {
  const frames = aggregation.pairAverage ? averagePairs(joined) : joined;
  const frameCount = aggregation.frameCount ?? frames.frameCount;
  const validFrameCount = Math.min(frameCount, frames.frameCount);
  const values = new Float32Array(frameCount * frames.columnCount);
  values.set(frames.values.subarray(0, validFrameCount * frames.columnCount));
  return { frameCount, validFrameCount, values };
}

function singleFrame(parts: readonly Float64Array[]): AggregatedRow {
  const values = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    values.set(part, at);
    at += part.length;
  }
  return { frameCount: 1, validFrameCount: 1, values };
}
