import type { FeatureSpec, Recipe } from '@voxboard/domain';
import { chromaStftIn, N_CHROMA } from '../features/chroma.js';
import { delta } from '../features/delta.js';
import { harmonicPart } from '../features/hpss.js';
import { mfccIn } from '../features/mfcc.js';
import { pyin } from '../features/pyin.js';
import { rms } from '../features/rms.js';
import type { Spectra } from '../features/spectra.js';
import { CONTRAST_BANDS, spectralContrast } from '../features/spectral-contrast.js';
import { spectralBandwidth, spectralCentroid, spectralFlatness, spectralRolloff } from '../features/spectral-shape.js';
import { TONNETZ_DIMENSIONS } from '../features/tonnetz.js';
import { estimateTuningIn } from '../features/tuning.js';
import { yin } from '../features/yin.js';
import { zeroCrossingRate } from '../features/zero-crossing-rate.js';
import type { HeapMatrix } from '../kernels/workspace.js';
import { type FrameMatrix, joinColumns } from '../spectrum/frame-matrix.js';
import { DESCRIPTOR_COUNT, DESCRIPTOR_NAMES } from '../voxboard/voxboard-setting.js';

export const DEFAULT_MEL_COUNT = 128;
const DEFAULT_MFCC_COUNT = 20;
/** Frames that a rate of change is fitted to (librosa's default). */
const DELTA_WIDTH = 9;

/** How many values a feature has in each frame. */
export function columnCountOf(spec: FeatureSpec): number {
  switch (spec.name) {
    case 'chromaStft':
      return N_CHROMA;
    case 'mfcc':
      return spec.count ?? DEFAULT_MFCC_COUNT;
    case 'melSpectrogram':
    case 'logMelSpectrogram':
      return spec.count ?? DEFAULT_MEL_COUNT;
    case 'spectralContrast':
      return CONTRAST_BANDS;
    case 'tonnetz':
      return TONNETZ_DIMENSIONS;
    case 'pyin':
      return 2;
    case 'voxboardDescriptors':
      return DESCRIPTOR_COUNT;
    default:
      return 1;
  }
}

/** Names of a feature's columns: its own name, numbered from 0 where it has several. */
export function columnNamesOf(spec: FeatureSpec): string[] {
  const names = ownColumnNamesOf(spec);
  if (spec.delta === undefined) return names;
  const suffix = spec.delta === 1 ? 'Delta' : 'DeltaDelta';
  return names.map((name) => name.replace(/^[^.]+/, (feature) => feature + suffix));
}

function ownColumnNamesOf(spec: FeatureSpec): string[] {
  if (spec.name === 'pyin') return ['pyin.f0Hz', 'pyin.voicedProb'];
  if (spec.name === 'voxboardDescriptors') return DESCRIPTOR_NAMES.map((name) => `voxboardDescriptors.${name}`);
  const count = columnCountOf(spec);
  return count === 1 ? [spec.name] : Array.from({ length: count }, (_, i) => `${spec.name}.${i}`);
}

/** One feature of a signal, frames × columns; valid until the next feature is computed. */
export function computeFrameFeature(spec: FeatureSpec, spectra: Spectra, recipe: Recipe): FrameMatrix {
  const matrix = computeOwnFeature(spec, spectra, recipe);
  if (spec.delta === undefined) return matrix;
  // librosa refuses clips shorter than the fit; here the end frames are repeated, so that a corpus loses none.
  const mode = matrix.frameCount < DELTA_WIDTH ? 'nearest' : 'interp';
  return delta(matrix, { order: spec.delta, width: DELTA_WIDTH, mode });
}

function computeOwnFeature(spec: FeatureSpec, spectra: Spectra, recipe: Recipe): FrameMatrix {
  const { workspace, banks, samples } = spectra;
  const framing = { frameLength: recipe.nFft, hopLength: recipe.hopLength };
  const viewOf = (matrix: HeapMatrix): FrameMatrix => ({ ...matrix, values: workspace.viewMatrix(matrix) });
  const magnitude = () => viewOf(spectra.magnitude);
  switch (spec.name) {
    case 'zeroCrossingRate':
      return columnOf(zeroCrossingRate(samples, framing));
    case 'rms':
      return columnOf(rms(samples, framing));
    case 'chromaStft': {
      const spectrogram = spec.spectrogram === 'magnitude' ? spectra.magnitude : spectra.power;
      const tuning = estimateTuningIn(workspace, spectrogram, recipe);
      return viewOf(chromaStftIn(workspace, spectrogram, banks.chroma(tuning)));
    }
    case 'mfcc': {
      const count = columnCountOf(spec);
      const decibels = spectra.melDecibels(DEFAULT_MEL_COUNT);
      return viewOf(mfccIn(workspace, decibels, count, banks.dct(count, DEFAULT_MEL_COUNT)));
    }
    case 'melSpectrogram':
      return viewOf(spectra.mel(columnCountOf(spec)));
    case 'logMelSpectrogram':
      return viewOf(spectra.logMel(columnCountOf(spec)));
    case 'spectralContrast':
      return spectralContrast(magnitude(), recipe);
    case 'tonnetz':
      return banks.constantQChroma.tonnetz(harmonicPart(samples));
    case 'spectralCentroid':
      return columnOf(spectralCentroid(magnitude(), recipe));
    case 'spectralBandwidth':
      return columnOf(spectralBandwidth(magnitude(), recipe));
    case 'spectralRolloff':
      return columnOf(spectralRolloff(magnitude(), recipe));
    case 'spectralFlatness':
      return columnOf(spectralFlatness(viewOf(spectra.power)));
    case 'pitch':
      return columnOf(yin(samples, { ...framing, sampleRateHz: recipe.sampleRateHz }));
    case 'pyin': {
      const { f0, voicedProb } = pyin(samples, { ...framing, sampleRateHz: recipe.sampleRateHz, fillNa: 0 });
      return joinColumns([columnOf(f0), columnOf(voicedProb)]);
    }
    case 'voxboardDescriptors':
      return spectra.descriptors(melCountOf(recipe));
    case 'waveform':
      return columnOf(samples);
  }
}

/** Bands of the recipe's log-mel spectrogram. */
export function melCountOf(recipe: Recipe): number {
  return recipe.features.find((spec) => spec.name === 'logMelSpectrogram')?.count ?? DEFAULT_MEL_COUNT;
}

/** A series of one value a frame as a matrix of one column. */
function columnOf(values: Float64Array): FrameMatrix {
  return { frameCount: values.length, columnCount: 1, values };
}
