import type { Recipe } from '@voxboard/domain';

/** Where a thread finds a stored file. */
export interface StoredFile {
  readonly blobRoot: string;
  readonly sha256: string;
}

/** A recording, or what a recipe makes of it in one of its rows. */
export interface SoundSource extends StoredFile {
  readonly rendering: { readonly recipe: Recipe; readonly row: number } | null;
}

/** Rows of a feature matrix: of one augmentation row, each clip's. */
export interface MatrixSource extends StoredFile {
  readonly rowsPerClip: number;
  /** Which augmentation row; 0 is the plain one. */
  readonly row: number;
  readonly columnNames: readonly string[];
  /** For each clip the place of its label in `groupLabels`. */
  readonly groups: readonly number[];
  /** null: the label is not stated. */
  readonly groupLabels: readonly (string | null)[];
}

/** Work that would hold up the event loop; its result is bytes, so that it can be kept and sent as it is. */
export type FigureTask =
  /** WAV of the sound. */
  | { readonly kind: 'sound-wav'; readonly sound: SoundSource }
  /** JSON: waveform peaks and log-frequency spectrogram (`SoundPicture`). */
  | { readonly kind: 'sound-picture'; readonly sound: SoundSource }
  /** JSON: figures of every column (`ColumnFigures`). */
  | { readonly kind: 'feature-statistics'; readonly matrix: MatrixSource }
  /** CSV: figures of every column, over all clips and of each group. */
  | { readonly kind: 'feature-statistics-csv'; readonly matrix: MatrixSource }
  /** JSON: histograms of one column (`Distribution`). */
  | {
      readonly kind: 'feature-distribution';
      readonly matrix: MatrixSource;
      readonly column: number;
      readonly binCount: number;
    }
  /** JSON: clips on the first two principal components (`ProjectionFigure`). */
  | { readonly kind: 'feature-projection'; readonly matrix: MatrixSource; readonly pointLimit: number };

/** Raised whenever the figures of equal inputs change, so that kept ones of before are not shown. */
export const FIGURE_VERSION = 1;
