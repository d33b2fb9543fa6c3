import { RECIPE_PRESETS } from '@voxboard/domain';
import type { RecipePreset } from './feature-set.type.js';

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  'study-162':
    '162 means over time (zero crossings, chroma, MFCC, loudness, mel) of the plain clip and two augmented copies, as in the study.',
  'study-162-plain': 'The same 162 features of the plain clip only: three times faster, and no worse across speakers.',
  'study-hybrid-166':
    '166 features per frame (MFCC, chroma, mel, spectral contrast, tonnetz) of the cleaned clip and four augmented copies.',
  'study-raw-144000': 'Three seconds of the waveform itself at 48 kHz, silence removed and peak-normalised.',
  'voxboard-803': '803 statistics of log-mels, MFCC, spectral descriptors and pitch, with four copies at other speeds.',
  'voxboard-frames-86': '64 log-mels and 22 descriptors in 144 frames of 20 ms: what the cnn22 network reads.',
};

export function recipePresets(): RecipePreset[] {
  return RECIPE_PRESETS.map((recipe) => ({
    name: recipe.name,
    description: DESCRIPTIONS[recipe.name] ?? recipe.name,
    recipe,
    rowsPerClip: recipe.rows.length,
  }));
}
