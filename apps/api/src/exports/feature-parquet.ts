import { type BasicType, ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { FeatureTable, TablePiece } from './feature-table.js';

/** Values of one row group: enough for short metadata, few enough to hold. */
const GROUP_VALUES = 2_000_000;
const INTEGER_COLUMNS = new Set(['row', 'clip', 'repetition', 'frame']);

/** A feature table as a Parquet file, a row group at a time: labels as text, features as 32-bit floats. */
export async function* featureParquet(table: FeatureTable): AsyncGenerator<Uint8Array> {
  const bytes = new ByteWriter();
  const schema = schemaFromColumnData({ columnData: columnsOf(table, []) });
  const writer = new ParquetWriter({ writer: bytes, schema, codec: 'UNCOMPRESSED', statistics: false });
  let group: TablePiece[] = [];
  let valueCount = 0;
  for await (const piece of table.pieces()) {
    group.push(piece);
    valueCount += piece.values.length;
    if (valueCount < GROUP_VALUES) continue;
    writer.write({ columnData: columnsOf(table, group), rowGroupSize: Number.MAX_SAFE_INTEGER });
    yield take(bytes);
    group = [];
    valueCount = 0;
  }
  if (valueCount > 0) writer.write({ columnData: columnsOf(table, group), rowGroupSize: Number.MAX_SAFE_INTEGER });
  writer.finish();
  yield take(bytes);
}

function columnsOf({ indexColumns, columnNames }: FeatureTable, pieces: readonly TablePiece[]): ColumnSource[] {
  const entries = pieces.flatMap(({ index }) => index);
  const labels = indexColumns.map((name, place): ColumnSource => {
    const type: BasicType = INTEGER_COLUMNS.has(name) ? 'INT32' : 'STRING';
    return { name, type, nullable: true, offsetIndex: false, data: entries.map((entry) => entry[place] ?? null) };
  });
  const features = columnNames.map((name, column): ColumnSource => {
    const data = columnOf(pieces, column, columnNames.length, entries.length);
    return { name, type: 'FLOAT', nullable: false, encoding: 'PLAIN', offsetIndex: false, data };
  });
  return [...labels, ...features];
}

function columnOf(pieces: readonly TablePiece[], column: number, columnCount: number, lineCount: number): Float32Array {
  const data = new Float32Array(lineCount);
  let line = 0;
  for (const { values, index } of pieces) {
    for (let i = 0; i < index.length; i++) data[line++] = values[i * columnCount + column] ?? Number.NaN;
  }
  return data;
}

/** What was written since; the writer goes on with an empty buffer. */
function take(bytes: ByteWriter): Uint8Array {
  const taken = bytes.getBytes().slice();
  bytes.index = 0;
  return taken;
}
