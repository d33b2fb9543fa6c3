import { countValidFrames, npyLayout, ROW_INDEX_COLUMNS, type RowIndexEntry, rowIndexOf } from '@voxboard/audio-dsp';
import type { ClipRow, FeatureSetRow } from '@voxboard/db';
import { type BlobStore, InvalidInputError, type Recipe, RecipeSchema } from '@voxboard/domain';
import { requireMatrix } from '../figures/figure.service.js';

/** Values of one piece: formatting that many takes a few milliseconds, so that other requests are served in between. */
const PIECE_VALUES = 40_000;
const HEAD_BYTES = 4096;

/** Lines of a feature set as a table: what each is, and its features. */
export interface TablePiece {
  readonly index: readonly RowIndexEntry[];
  /** lines × columns; of the line `i` those from `i · columnCount` on. */
  readonly values: Float32Array;
}

export interface FeatureTable {
  readonly indexColumns: readonly string[];
  readonly columnNames: readonly string[];
  /** Piece by piece, in order: memory does not grow with the number of clips. */
  pieces(): AsyncIterable<TablePiece>;
}

export interface TableSource {
  readonly blobs: Pick<BlobStore, 'getRange'>;
  readonly clipsOf: (versionId: string, from: number, count: number) => Promise<readonly ClipRow[]>;
}

/**
 * A feature set as a table: a line for each row of the matrix, or for each frame of it that is no padding.
 * @throws NotReadyError · InvalidInputError for waveforms, which have no columns
 */
export function featureTable(set: FeatureSetRow, source: TableSource): FeatureTable {
  const recipe = RecipeSchema.parse(set.recipe);
  const sha256 = requireMatrix(set);
  if (recipe.aggregation.kind === 'samples') {
    throw new InvalidInputError(
      `Feature set "${set.name}" holds waveforms of ${set.rowShape[0]} samples a row: too long for a table. Use matrix.npy and index.csv.`,
    );
  }
  const hasFrames = set.rowShape.length > 1;
  return {
    indexColumns: hasFrames ? [...ROW_INDEX_COLUMNS, 'frame'] : ROW_INDEX_COLUMNS,
    columnNames: set.columnNames,
    pieces: () => readPieces(set, recipe, sha256, source),
  };
}

async function* readPieces(
  set: FeatureSetRow,
  recipe: Recipe,
  sha256: string,
  { blobs, clipsOf }: TableSource,
): AsyncGenerator<TablePiece> {
  const { dataStart } = npyLayout(await blobs.getRange(sha256, 0, HEAD_BYTES));
  const rowSize = set.rowShape.reduce((product, size) => product * size, 1);
  const clipBytes = rowSize * set.rowsPerClip * 4;
  const clipsAtOnce = Math.max(1, Math.floor((PIECE_VALUES * 4) / clipBytes));
  for (let from = 0; from < set.clipsTotal; from += clipsAtOnce) {
    const clips = await clipsOf(set.datasetVersionId, from, clipsAtOnce);
    if (clips.length === 0) return;
    const start = dataStart + from * clipBytes;
    const bytes = await blobs.getRange(sha256, start, start + clips.length * clipBytes);
    const values = new Float32Array(new Uint8Array(bytes).buffer);
    const index = clips.flatMap((clip) => rowIndexOf(clip, recipe));
    if (set.rowShape.length === 1) yield { index, values };
    else yield* framePieces(index, values, rowSize, set.columnNames.length);
  }
}

/** Of each row the frames that are not padding; a row without features gives none. */
function* framePieces(
  index: readonly RowIndexEntry[],
  values: Float32Array,
  rowSize: number,
  columnCount: number,
): Generator<TablePiece> {
  for (const [i, entry] of index.entries()) {
    const row = values.subarray(i * rowSize, (i + 1) * rowSize);
    const frames = Number.isNaN(row[0]) && Number.isNaN(row.at(-1)) ? 0 : countValidFrames(row, columnCount);
    yield {
      index: Array.from({ length: frames }, (_, frame) => [...entry, frame]),
      values: row.subarray(0, frames * columnCount),
    };
  }
}
