import type { FeatureSpec, Recipe } from '@voxboard/domain';
import { chromaStft, N_CHROMA } from '../features/chroma.js';
import { mfcc } from '../features/mfcc.js';
import { rms } from '../features/rms.js';
import { columnOf, type Spectra } from '../features/spectra.js';
import { estimateTuning } from '../features/tuning.js';
import { zeroCrossingRate } from '../features/zero-crossing-rate.js';
import type { FrameMatrix } from '../spectrum/frame-matrix.js';
import { UnsupportedRecipeError } from './audio-errors.js';

const DEFAULT_MELS = 128;

/** How many values a feature has in each frame. */
export function columnCountOf(spec: FeatureSpec): number {
  switch (spec.name) {
    case 'zeroCrossingRate':
    case 'rms':
      return 1;
    case 'chromaStft':
      return N_CHROMA;
    case 'mfcc':
      return spec.count ?? 20;
    case 'melSpectrogram':
    case 'logMelSpectrogram':
      return spec.count ?? DEFAULT_MELS;
    default:
      throw new UnsupportedRecipeError(`The feature "${spec.name}" is not available yet.`);
  }
}

/** Names of a feature's columns: its own name, numbered from 0 where it has several. */
export function columnNamesOf(spec: FeatureSpec): string[] {
  const count = columnCountOf(spec);
  return count === 1 ? [spec.name] : Array.from({ length: count }, (_, i) => `${spec.name}.${i}`);
}

/** One feature of a signal, frames × columns. */
export function computeFrameFeature(spec: FeatureSpec, spectra: Spectra, recipe: Recipe): FrameMatrix {
  const framing = { frameLength: recipe.nFft, hopLength: recipe.hopLength };
  switch (spec.name) {
    case 'zeroCrossingRate':
      return columnOf(zeroCrossingRate(spectra.samples, framing));
    case 'rms':
      return columnOf(rms(spectra.samples, framing));
    case 'chromaStft': {
      const spectrogram = spec.spectrogram === 'magnitude' ? spectra.magnitude : spectra.power;
      const tuning = estimateTuning(spectrogram, recipe);
      return chromaStft(spectrogram, spectra.banks.chroma(tuning));
    }
    case 'mfcc': {
      const count = columnCountOf(spec);
      return mfcc(spectra.logMel(DEFAULT_MELS), count, spectra.banks.dct(count, DEFAULT_MELS));
    }
    case 'melSpectrogram':
      return spectra.mel(columnCountOf(spec));
    case 'logMelSpectrogram':
      return spectra.logMel(columnCountOf(spec));
    default:
      throw new UnsupportedRecipeError(`The feature "${spec.name}" is not available yet.`);
  }
}
