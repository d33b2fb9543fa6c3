import type { FeatureSetRow } from '@voxboard/db';
import { RecipeSchema } from '@voxboard/domain';
import type { FeatureExport } from './feature-figures.type.js';

/** The files a computed feature set can be had as. Waveforms are too long for a table of columns. */
export function featureExports({ id, recipe }: Pick<FeatureSetRow, 'id' | 'recipe'>): FeatureExport[] {
  const { kind } = RecipeSchema.parse(recipe).aggregation;
  const at = (file: string) => `/feature-sets/${id}/${file}`;
  const each = kind === 'frames' ? 'a line for each frame' : 'a line for each row';
  const files: FeatureExport[] = [
    { format: 'npy', url: at('matrix.npy'), description: 'The matrix, float32, for numpy.load.' },
    {
      format: 'index',
      url: at('index.csv'),
      description: 'What each row of the matrix is: clip, augmentation, labels.',
    },
    { format: 'statistics', url: at('statistics.csv'), description: 'Figures of every feature, by emotion too.' },
  ];
  if (kind === 'samples') return files;
  return [
    ...files,
    { format: 'csv', url: at('features.csv'), description: `Labels and features, ${each}.` },
    { format: 'parquet', url: at('features.parquet'), description: `The same as a Parquet file, ${each}.` },
  ];
}
