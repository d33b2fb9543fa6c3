import type { FeatureSpec, Recipe } from '@voxboard/domain';
import { chromaStftIn, N_CHROMA } from '../features/chroma.js';
import { mfccIn } from '../features/mfcc.js';
import { rms } from '../features/rms.js';
import type { Spectra } from '../features/spectra.js';
import { estimateTuning } from '../features/tuning.js';
import { zeroCrossingRate } from '../features/zero-crossing-rate.js';
import type { HeapMatrix } from '../kernels/workspace.js';
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

/** One feature of a signal, frames × columns; valid until the next feature is computed. */
export function computeFrameFeature(spec: FeatureSpec, spectra: Spectra, recipe: Recipe): FrameMatrix {
  const { workspace, banks, samples } = spectra;
  const framing = { frameLength: recipe.nFft, hopLength: recipe.hopLength };
  const viewOf = (matrix: HeapMatrix): FrameMatrix => ({ ...matrix, values: workspace.viewMatrix(matrix) });
  switch (spec.name) {
    case 'zeroCrossingRate':
      return columnOf(zeroCrossingRate(samples, framing));
    case 'rms':
      return columnOf(rms(samples, framing));
    case 'chromaStft': {
      const spectrogram = spec.spectrogram === 'magnitude' ? spectra.magnitude : spectra.power;
      const tuning = estimateTuning(viewOf(spectrogram), recipe);
      return viewOf(chromaStftIn(workspace, spectrogram, banks.chroma(tuning)));
    }
    case 'mfcc': {
      const count = columnCountOf(spec);
      return viewOf(mfccIn(workspace, spectra.logMel(DEFAULT_MELS), count, banks.dct(count, DEFAULT_MELS)));
    }
    case 'melSpectrogram':
      return viewOf(spectra.mel(columnCountOf(spec)));
    case 'logMelSpectrogram':
      return viewOf(spectra.logMel(columnCountOf(spec)));
    default:
      throw new UnsupportedRecipeError(`The feature "${spec.name}" is not available yet.`);
  }
}

/** A series of one value a frame as a matrix of one column. */
function columnOf(values: Float64Array): FrameMatrix {
  return { frameCount: values.length, columnCount: 1, values };
}
